package org.larmor.recon.reconstruct;

import org.larmor.core.assembly.AssembledImage;
import org.larmor.core.domain.EncodedSpace;
import org.larmor.core.domain.RealImage;

/** Brings a picture from the grid of its k-space to the matrix that the scan's header asks for, centre to centre. */
final class PictureMatrix {
    private PictureMatrix() {}

    /** Cuts off what is outside, or pads with zeros; pixels keep their size. */
    static RealImage fitted(RealImage picture, AssembledImage image) {
        EncodedSpace wanted = image.recon();
        if (picture.rows() == wanted.rows() && picture.columns() == wanted.columns()) {
            return picture;
        }
        float[] out = new float[wanted.rows() * wanted.columns()];
        int rows = Math.min(picture.rows(), wanted.rows());
        int columns = Math.min(picture.columns(), wanted.columns());
        int fromRow = start(picture.rows(), rows);
        int toRow = start(wanted.rows(), rows);
        int from = start(picture.columns(), columns);
        int to = start(wanted.columns(), columns);
        for (int row = 0; row < rows; row++) {
            System.arraycopy(
                    picture.data(),
                    (fromRow + row) * picture.columns() + from,
                    out,
                    (toRow + row) * wanted.columns() + to,
                    columns);
        }
        return new RealImage(wanted.rows(), wanted.columns(), out);
    }

    /** First of {@code part} places around the centre {@code n / 2} of {@code n}. */
    private static int start(int n, int part) {
        return n / 2 - part / 2;
    }
}
