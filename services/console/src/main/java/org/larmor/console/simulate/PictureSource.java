package org.larmor.console.simulate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.larmor.console.ScanSource;
import org.larmor.core.baseline.ExpectedMagnitude;
import org.larmor.core.baseline.ZeroFilled;
import org.larmor.core.domain.ComplexImage;
import org.larmor.core.domain.EncodedSpace;
import org.larmor.core.domain.EncodingCounters;
import org.larmor.core.domain.EncodingLimits;
import org.larmor.core.domain.EncodingLimits.Limit;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.Readout.Placement;
import org.larmor.core.domain.Readout.SampleWindow;
import org.larmor.core.domain.Readout.Timestamps;
import org.larmor.core.domain.ReadoutFlag;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.domain.ScanHeader;
import org.larmor.core.domain.ScanHeader.UserParameter;
import org.larmor.core.domain.Trajectory;
import org.larmor.core.domain.Vector3;
import org.larmor.core.phantom.CoilArray;
import org.larmor.core.phantom.MaskKind;
import org.larmor.core.phantom.Masks;
import org.larmor.core.phantom.PictureScan;

/** A scan of pictures: what a multi-coil scanner would have sent of them, undersampled by random lines, centre first. */
public final class PictureSource implements ScanSource {
    private final Settings settings;
    private final List<RealImage> pictures;
    private final CoilArray coils;
    private final List<Integer> lines;
    private final ScanHeader header;

    /**
     * How it is measured.
     *
     * @param pixelMm extent of a pixel, mm
     * @param sliceMm from one slice to the next, mm
     * @param noise standard deviation of the complex noise of a sample, where the pictures' bright parts are 1
     * @param seed of coils, phase, mask and noise
     */
    public record Settings(
            String scanId,
            String studyId,
            String anatomy,
            List<UserParameter> parameters,
            double pixelMm,
            double sliceMm,
            int coils,
            double acceleration,
            int acs,
            double noise,
            double repetitionTimeMillis,
            long seed) {
        public Settings {
            parameters = List.copyOf(parameters);
        }
    }

    /** @param pictures the slices, of one size */
    public PictureSource(Settings settings, List<RealImage> pictures) {
        this.settings = settings;
        this.pictures = List.copyOf(pictures);
        this.coils = CoilArray.ring(settings.coils(), settings.seed());
        this.lines = lines(settings, rows());
        this.header = header(settings, rows(), columns(), pictures.size(), (long) pictures.size() * lines.size());
    }

    private int rows() {
        return pictures.getFirst().rows();
    }

    private int columns() {
        return pictures.getFirst().columns();
    }

    private static List<Integer> lines(Settings s, int rows) {
        boolean[] measured = Masks.lines(MaskKind.RANDOM, rows, s.acceleration(), s.acs(), 0, s.seed());
        return IntStream.range(0, rows)
                .filter(row -> measured[row])
                .boxed()
                .sorted(Comparator.comparingInt(row -> Math.abs(row - rows / 2)))
                .toList();
    }

    @Override
    public ScanHeader header() {
        return header;
    }

    @Override
    public long readouts() {
        return header.expectedReadouts();
    }

    /** The magnitude that the fully sampled scan is expected to show, its noise included: what reconstructions are compared with. */
    public RealImage expected(int slice) {
        RealImage truth = ZeroFilled.rootSumOfSquares(kspace(slice, 0));
        float[] complex = new float[2 * truth.data().length];
        for (int i = 0; i < truth.data().length; i++) {
            complex[2 * i] = truth.data()[i];
        }
        return ExpectedMagnitude.of(
                new ComplexImage(truth.rows(), truth.columns(), complex),
                settings.coils(),
                settings.noise() * settings.noise());
    }

    private KSpace kspace(int slice, double noise) {
        return PictureScan.of(pictures.get(slice), rows(), columns(), coils, noise, settings.seed() + slice);
    }

    @Override
    public Iterator<ScanEvent> events() {
        Stream<ScanEvent> readouts =
                IntStream.range(0, pictures.size()).boxed().flatMap(slice -> readouts(slice).stream());
        return Stream.of(
                        Stream.<ScanEvent>of(new ScanEvent.Started(header)),
                        readouts,
                        Stream.<ScanEvent>of(new ScanEvent.Ended(header.scanId(), readouts())))
                .flatMap(each -> each)
                .iterator();
    }

    private List<ScanEvent> readouts(int slice) {
        KSpace full = kspace(slice, settings.noise());
        List<ScanEvent> readouts = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            long sequence = (long) slice * lines.size() + i;
            readouts.add(new ScanEvent.ReadoutArrived(
                    header.scanId(), readout(sequence, slice, lines.get(i), full, i == lines.size() - 1)));
        }
        return readouts;
    }

    private Readout readout(long sequence, int slice, int row, KSpace full, boolean last) {
        int columns = columns();
        float[] samples = new float[2 * settings.coils() * columns];
        for (int coil = 0; coil < settings.coils(); coil++) {
            System.arraycopy(
                    full.data(), 2 * (coil * rows() + row) * columns, samples, 2 * coil * columns, 2 * columns);
        }
        long flags = last ? ReadoutFlag.LAST_IN_SLICE.mask() : 0;
        boolean calibration = Masks.isCalibration(row, rows(), settings.acs());
        return new Readout(
                sequence,
                calibration ? flags | ReadoutFlag.PARALLEL_CALIBRATION_AND_IMAGING.mask() : flags,
                new EncodingCounters(row, 0, 0, slice, 0, 0, 0, 0, 0),
                new SampleWindow(columns, columns / 2, 0, 0),
                placement(slice),
                Timestamps.NONE,
                settings.coils(),
                samples);
    }

    private Placement placement(int slice) {
        Placement axial = Placement.AXIAL;
        float z = (float) (settings.sliceMm() * (slice + 1));
        return new Placement(new Vector3(0, 0, z), axial.read(), axial.phase(), axial.slice());
    }

    private static ScanHeader header(Settings s, int rows, int columns, int slices, long readouts) {
        Limit one = Limit.SINGLE;
        float width = (float) (columns * s.pixelMm());
        float height = (float) (rows * s.pixelMm());
        EncodedSpace space = new EncodedSpace(columns, rows, 1, new Vector3(width, height, (float) s.sliceMm()));
        return new ScanHeader(
                s.scanId(),
                s.studyId(),
                "",
                "simulated " + s.anatomy(),
                s.anatomy(),
                space,
                space,
                new EncodingLimits(
                        new Limit(0, columns - 1, columns / 2),
                        new Limit(0, rows - 1, rows / 2),
                        one,
                        one,
                        new Limit(0, slices - 1, 0),
                        one,
                        one,
                        one,
                        one,
                        one),
                s.coils(),
                Trajectory.CARTESIAN,
                s.acceleration(),
                5,
                s.repetitionTimeMillis(),
                readouts,
                null,
                s.parameters());
    }

    @Override
    public void close() {}
}
