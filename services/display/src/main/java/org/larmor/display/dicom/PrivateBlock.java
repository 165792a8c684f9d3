package org.larmor.display.dicom;

import org.larmor.core.domain.Provenance;
import org.larmor.display.series.SeriesImage;

/** Larmor's private elements, group 0071: how the image was made, for programs. {@code docs/archives.md} lists them. */
final class PrivateBlock {
    private static final int CREATOR = 0x00710010;
    private static final int FIRST = 0x00711000;

    private PrivateBlock() {}

    static void put(DataSet data, SeriesImage image) {
        Provenance made = image.provenance();
        data.text(CREATOR, Vr.LO, "LARMOR RECONSTRUCTION")
                .text(FIRST + 1, Vr.LT, image.scanId())
                .text(FIRST + 2, Vr.LT, made.method())
                .text(FIRST + 3, Vr.LT, made.model())
                .text(FIRST + 4, Vr.LT, made.modelVersion())
                .text(FIRST + 5, Vr.LT, made.modelDigest())
                .text(FIRST + 6, Vr.LT, Long.toString(made.seed()))
                .ulong(FIRST + 7, made.evaluations())
                .ulong(FIRST + 8, made.samples())
                .real(FIRST + 9, image.kspaceShare())
                .real(FIRST + 10, made.acceleration())
                .real(FIRST + 11, made.noiseLevel())
                .ulong(FIRST + 12, image.revision())
                .text(FIRST + 13, Vr.LT, MrInstances.line(made.remark(), 10_240));
        if (image.predictedNrmse() != null) {
            data.real(FIRST + 14, image.predictedNrmse());
        }
        if (image.cycle() != null) {
            data.real(FIRST + 15, image.cycle().time());
        }
    }
}
