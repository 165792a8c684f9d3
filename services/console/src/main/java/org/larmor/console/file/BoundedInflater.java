package org.larmor.console.file;

import io.jhdf.exceptions.HdfFilterException;
import io.jhdf.filter.Filter;
import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** HDF5's deflate, up to a size: jhdf's own goes on for as long as the bytes unfold. */
final class BoundedInflater implements Filter {
    /** Deflate makes no more bytes than this of one. */
    static final int UNFOLDS = 1032;

    /** Largest chunk that is read, bytes. */
    static final int MOST = 512 << 20;

    private static final int DEFLATE = 1;
    private final int most;

    /** @param most bytes of an unfolded chunk */
    BoundedInflater(int most) {
        this.most = most;
    }

    @Override
    public int getId() {
        return DEFLATE;
    }

    @Override
    public String getName() {
        return "deflate";
    }

    @Override
    public byte[] decode(byte[] encoded, int[] settings) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(encoded);
            ByteArrayOutputStream out = new ByteArrayOutputStream((int) Math.min(3L * encoded.length, most));
            byte[] some = new byte[1 << 16];
            while (!inflater.finished()) {
                int count = inflater.inflate(some);
                if (count == 0) {
                    throw new HdfFilterException("a compressed chunk ends too early");
                }
                if (out.size() + count > most) {
                    throw new HdfFilterException("a compressed chunk unfolds to more than " + (most >> 20) + " MiB");
                }
                out.write(some, 0, count);
            }
            return out.toByteArray();
        } catch (DataFormatException e) {
            throw new HdfFilterException("a compressed chunk is broken", e);
        } finally {
            inflater.end();
        }
    }
}
