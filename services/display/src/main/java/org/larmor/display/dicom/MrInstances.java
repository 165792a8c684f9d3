package org.larmor.display.dicom;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.Provenance;
import org.larmor.display.files.NiftiFile;
import org.larmor.display.files.VoxelFrame;
import org.larmor.display.picture.Window;
import org.larmor.display.series.Series;
import org.larmor.display.series.SeriesImage;

/**
 * MR Image Storage instances (PS3.3, A.4) of images: derived, for research, under pseudonyms alone.
 *
 * <p>What the pictures' topics do not tell (echo time, dates of the study, ...) is left empty where the standard demands the element.
 */
public final class MrInstances {
    private static final String MAKER = "Larmor";
    private static final String VERSION = "0.1.0";
    private static final int WORD = 16;
    private static final DateTimeFormatter DATE = format("yyyyMMdd");
    private static final DateTimeFormatter TIME = format("HHmmss.SSS");

    private MrInstances() {}

    /** The instance of an image; the same image of the same scan has the same identifiers whenever it is made. */
    public static DicomInstance of(SeriesImage image) {
        String uid = Uid.of("instance", image.scanId(), image.name());
        DataSet data = new DataSet();
        common(data, image, uid);
        patientAndStudy(data, image);
        series(data, image);
        description(data, image);
        plane(data, image);
        pixels(data, image);
        acquisition(data, image);
        equipment(data, image);
        PrivateBlock.put(data, image);
        return new DicomInstance(Uid.MR_IMAGE_STORAGE, uid, data);
    }

    private static void common(DataSet data, SeriesImage image, String uid) {
        Instant published = published(image);
        data.text(0x00080005, Vr.CS, "ISO_IR 192")
                .text(0x00080012, Vr.DA, DATE.format(published))
                .text(0x00080013, Vr.TM, TIME.format(published))
                .text(0x00080016, Vr.UI, Uid.MR_IMAGE_STORAGE)
                .text(0x00080018, Vr.UI, uid)
                .text(0x00080023, Vr.DA, DATE.format(published))
                .text(0x00080033, Vr.TM, TIME.format(published))
                .text(0x00080201, Vr.SH, "+0000")
                .text(0x00189004, Vr.CS, "RESEARCH");
    }

    private static void patientAndStudy(DataSet data, SeriesImage image) {
        String study = image.studyId().isEmpty() ? image.scanId() : image.studyId();
        data.text(0x00100010, Vr.PN, line(study, 63).replaceAll("[\\^=]", " ") + "^")
                .text(0x00100020, Vr.LO, line(study, 64))
                .text(0x00100030, Vr.DA)
                .text(0x00100040, Vr.CS)
                .text(0x00120062, Vr.CS, "YES")
                .text(0x00120063, Vr.LO, "Pseudonyms of the console; Larmor is told nothing else")
                .text(0x0020000d, Vr.UI, Uid.of("study", study))
                .text(0x00080020, Vr.DA, DATE.format(published(image)))
                .text(0x00080030, Vr.TM)
                .text(0x00080050, Vr.SH)
                .text(0x00080090, Vr.PN)
                .text(0x00200010, Vr.SH, line(study, 16));
    }

    private static Instant published(SeriesImage image) {
        return Instant.ofEpochMilli((long) image.published());
    }

    private static void series(DataSet data, SeriesImage image) {
        data.text(0x00080060, Vr.CS, "MR")
                .text(
                        0x0020000e,
                        Vr.UI,
                        Uid.of("series", image.scanId(), image.series().label()))
                .integers(0x00200011, image.series().number() + 1)
                .text(0x0008103e, Vr.LO, line(MAKER + ": " + image.series().description(), 64))
                .text(0x00185100, Vr.CS)
                .text(0x00200060, Vr.CS)
                .text(0x00200052, Vr.UI, Uid.of("frame of reference", image.scanId()))
                .text(0x00201040, Vr.LO);
    }

    private static void description(DataSet data, SeriesImage image) {
        ImageIndex index = image.index();
        boolean primary = image.series() == Series.PICTURES || image.series().isPreview();
        data.text(0x00080008, Vr.CS, "DERIVED", primary ? "PRIMARY" : "SECONDARY", "OTHER", kind(image))
                .text(0x00082111, Vr.ST, line(image.derivation(), 1024))
                .integers(0x00200012, index.repetition() + 1)
                .integers(0x00200013, number(image))
                .text(0x00204000, Vr.LT, SeriesImage.WARNING + " " + line(image.derivation(), 1024))
                .text(0x00280301, Vr.CS, "NO")
                .text(0x00282110, Vr.CS, "00");
    }

    /** Fourth value of the image type: what made it, or what it is. */
    private static String kind(SeriesImage image) {
        if (image.series() == Series.DEVIATIONS) {
            return "STD_DEVIATION";
        }
        if (image.series().isOfMap()) {
            return image.series() == Series.ANOMALIES ? "ANOMALY_MAP" : "COUNTERPART";
        }
        if (image.cycle() != null && image.cycle().synthesised()) {
            return "SYNTHESISED";
        }
        String method = image.provenance().method().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
        return method.substring(0, Math.min(16, method.length()));
    }

    /** Sorts by repetition, contrast, phase, revision, slice as far as 31 bits go. */
    private static int number(SeriesImage image) {
        ImageIndex index = image.index();
        long turn = ((index.repetition() * 16L + index.contrast()) * 256 + index.phase()) * 16 + image.revision();
        return (int) ((turn * 1000 + index.slice() + 1) & Integer.MAX_VALUE);
    }

    private static void plane(DataSet data, SeriesImage image) {
        VoxelFrame frame = VoxelFrame.of(List.of(new NiftiFile.Plane(image.index(), image.geometry(), image.pixels())));
        float[] spacing = frame.spacing();
        double[] column = frame.column();
        double[] row = frame.row();
        data.decimals(0x00180050, image.geometry().fieldOfViewMm().z())
                .decimals(0x00200032, frame.origin())
                .decimals(
                        0x00200037,
                        column[0] / spacing[0],
                        column[1] / spacing[0],
                        column[2] / spacing[0],
                        row[0] / spacing[1],
                        row[1] / spacing[1],
                        row[2] / spacing[1])
                .decimals(0x00280030, spacing[1], spacing[0]);
    }

    /** The window's half and whole unit more are those that the standard's linear function takes away (PS3.3, C.11.2.1.2.1). */
    private static void pixels(DataSet data, SeriesImage image) {
        StoredPixels pixels = StoredPixels.of(image.pixels());
        double white = StoredPixels.PER_UNIT
                * (double) Window.robust(List.of(image.pixels())).high();
        data.ushort(0x00280002, 1)
                .text(0x00280004, Vr.CS, "MONOCHROME2")
                .ushort(0x00280010, image.pixels().rows())
                .ushort(0x00280011, image.pixels().columns())
                .ushort(0x00280100, WORD)
                .ushort(0x00280101, WORD)
                .ushort(0x00280102, WORD - 1)
                .ushort(0x00280103, 0)
                .decimals(0x00281050, white / 2 + 0.5)
                .decimals(0x00281051, white + 1)
                .decimals(0x00281052, pixels.intercept())
                .decimals(0x00281053, pixels.slope())
                .text(0x00281054, Vr.LO, "US")
                .bytes(0x7fe00010, Vr.OW, pixels.words());
    }

    /** The scanner's settings are not among what is published. */
    private static void acquisition(DataSet data, SeriesImage image) {
        data.text(0x00180020, Vr.CS, "RM")
                .text(0x00180021, Vr.CS, "NONE")
                .text(0x00180022, Vr.CS)
                .text(0x00180023, Vr.CS, "2D")
                .text(0x00180080, Vr.DS)
                .text(0x00180081, Vr.DS)
                .text(0x00180091, Vr.IS)
                .integers(0x00180086, image.index().contrast() + 1)
                .integers(0x00200100, image.index().phase() + 1);
    }

    private static void equipment(DataSet data, SeriesImage image) {
        data.text(0x00080070, Vr.LO, MAKER).text(0x00081090, Vr.LO, MAKER).text(0x00181020, Vr.LO, VERSION);
        Provenance made = image.provenance();
        if (made.model().isEmpty()) {
            return;
        }
        data.sequence(
                0x0018a001,
                new DataSet()
                        .text(0x00080070, Vr.LO, MAKER)
                        .text(0x00081090, Vr.LO, line(made.model(), 64))
                        .text(0x00181000, Vr.LO, line(made.modelDigest(), 64))
                        .text(0x00181020, Vr.LO, line(made.modelVersion(), 64))
                        .text(0x0018a003, Vr.ST, "Neural network; the serial number is the SHA-256 of its weights")
                        .sequence(
                                0x0040a170,
                                new DataSet()
                                        .text(0x00080100, Vr.SH, "109102")
                                        .text(0x00080102, Vr.SH, "DCM")
                                        .text(0x00080104, Vr.LO, "Processing Equipment")));
    }

    /** A text without what parts values or ends lines; a longer one is cut. */
    static String line(String text, int longest) {
        String clean = text.replaceAll("[\\p{Cntrl}\\\\]", " ");
        int length = clean.codePointCount(0, clean.length());
        return length <= longest ? clean : clean.substring(0, clean.offsetByCodePoints(0, longest));
    }

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }
}
