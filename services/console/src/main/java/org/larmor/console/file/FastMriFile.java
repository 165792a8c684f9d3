package org.larmor.console.file;

import io.jhdf.api.Dataset;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.larmor.console.ConsoleException;
import org.larmor.console.ScanSource;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.domain.ScanHeader;

/**
 * A scan in a fastMRI file: {@code kspace} (slice, coil if several, row, column), perhaps {@code ismrmrd_header} and {@code
 * mask}. Its rows are samples along the oversampled readout and its columns are phase-encoding lines (the mask is one of
 * columns), so a column of the file is a readout of the scan. K-space is centred at n / 2.
 */
public final class FastMriFile implements ScanSource {
    private final Hdf5 hdf5;
    private final Dataset kspace;
    private final FastMriShape shape;
    private final boolean[] lines;
    private final boolean[] calibration;
    private final ScanHeader header;
    private final List<String> notes;

    private FastMriFile(
            Hdf5 hdf5,
            Dataset kspace,
            FastMriShape shape,
            boolean[] lines,
            boolean[] calibration,
            ScanHeader header,
            List<String> notes) {
        this.hdf5 = hdf5;
        this.kspace = kspace;
        this.shape = shape;
        this.lines = lines;
        this.calibration = calibration;
        this.header = header;
        this.notes = List.copyOf(notes);
    }

    /**
     * @param undersampling which lines to keep, or null for all that are there
     * @throws ConsoleException if it is not a fastMRI file, or broken
     */
    public static FastMriFile open(Path path, @Nullable Undersampling undersampling) {
        Hdf5 hdf5 = Hdf5.open(path);
        try {
            return open(hdf5, new ReplayOptions(path, null, undersampling));
        } catch (RuntimeException e) {
            hdf5.close();
            throw e;
        }
    }

    static FastMriFile open(Hdf5 hdf5, ReplayOptions options) {
        return hdf5.reading("the scan", () -> read(hdf5, options));
    }

    private static FastMriFile read(Hdf5 hdf5, ReplayOptions options) {
        Dataset kspace = hdf5.find("kspace");
        if (kspace == null) {
            throw hdf5.failure("not a fastMRI file: it has no kspace");
        }
        FastMriShape shape = FastMriShape.of(hdf5, kspace.getDimensions());
        boolean[] lines = new boolean[shape.lines()];
        Arrays.fill(lines, true);
        boolean[] calibration = new boolean[shape.lines()];
        keep(lines, mask(hdf5, shape));
        Undersampling undersampling = options.undersampling();
        if (undersampling != null) {
            keep(lines, drawn(hdf5, undersampling, shape.lines()));
            for (int line = 0; line < lines.length; line++) {
                calibration[line] = lines[line] && undersampling.isCalibration(line, lines.length);
            }
        }
        String id = options.scanId() == null ? hdf5.scanId() : options.scanId();
        Dataset xml = hdf5.find("ismrmrd_header");
        ScanHeader header = FastMriHeader.of(hdf5, id, shape, lines, xml, options.pseudonyms());
        List<String> notes = xml == null
                ? List.of(hdf5.path() + ": it has no ismrmrd_header, so its readouts of " + shape.samples()
                        + " samples are taken to be oversampled twice: the pictures have "
                        + header.recon().columns() + " columns")
                : List.of();
        return new FastMriFile(hdf5, kspace, shape, lines, calibration, header, notes);
    }

    private static boolean[] drawn(Hdf5 hdf5, Undersampling undersampling, int lines) {
        try {
            return undersampling.lines(lines);
        } catch (IllegalArgumentException e) {
            throw hdf5.failure(String.valueOf(e.getMessage()));
        }
    }

    private static void keep(boolean[] lines, boolean[] wanted) {
        for (int line = 0; line < lines.length; line++) {
            lines[line] &= wanted[line];
        }
    }

    /** The file's own mask; all lines where it has none. */
    private static boolean[] mask(Hdf5 hdf5, FastMriShape shape) {
        boolean[] kept = new boolean[shape.lines()];
        Arrays.fill(kept, true);
        Dataset dataset = hdf5.find("mask");
        if (dataset == null) {
            return kept;
        }
        Object mask = hdf5.reading("/mask", dataset::getDataFlat);
        if (!mask.getClass().isArray() || Array.getLength(mask) != kept.length) {
            throw hdf5.failure("its mask does not have " + kept.length + " lines as its kspace has");
        }
        for (int line = 0; line < kept.length; line++) {
            kept[line] = isSet(Array.get(mask, line));
        }
        return kept;
    }

    private static boolean isSet(Object value) {
        if (value instanceof Number number) {
            return number.doubleValue() != 0;
        }
        String text = String.valueOf(value).toLowerCase(Locale.ROOT);
        return text.equals("true") || text.equals("1");
    }

    @Override
    public ScanHeader header() {
        return header;
    }

    @Override
    public List<String> notes() {
        return notes;
    }

    @Override
    public long readouts() {
        return header.expectedReadouts();
    }

    @Override
    public Iterator<ScanEvent> events() {
        return new FastMriEvents(header, new FastMriSlices(hdf5, kspace, shape), lines, calibration);
    }

    @Override
    public void close() {
        hdf5.close();
    }
}
