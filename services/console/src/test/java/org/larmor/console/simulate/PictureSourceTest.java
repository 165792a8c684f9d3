package org.larmor.console.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.larmor.core.baseline.ZeroFilled;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.SamplingMask;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.domain.ScanHeader.UserParameter;

class PictureSourceTest {
    private static final int ROWS = 24;
    private static final int COLUMNS = 16;
    private static final int COILS = 3;
    private static final List<UserParameter> PARAMETERS = List.of(new UserParameter("larmor.contrast", "t1"));

    @Test
    void fullySampledAndWithoutNoiseTheScanGivesWhatIsExpectedOfIt() {
        PictureSource scan = source(1, 0);
        for (int slice = 0; slice < 2; slice++) {
            float[] data = new float[2 * COILS * ROWS * COLUMNS];
            for (Readout readout : readouts(scan)) {
                if (readout.counters().slice() == slice) {
                    place(readout, data);
                }
            }
            boolean[] all = new boolean[ROWS];
            Arrays.fill(all, true);
            KSpace kspace = new KSpace(COILS, SamplingMask.ofLines(all, COLUMNS), data);

            float[] picture = ZeroFilled.rootSumOfSquares(kspace).data();

            assertArrayEquals(scan.expected(slice).data(), picture, 1e-5f);
        }
    }

    @Test
    void itsEventsAreWhatItsHeaderAnnounces() {
        PictureSource scan = source(3, .01);
        List<ScanEvent> events = new ArrayList<>();
        scan.events().forEachRemaining(events::add);

        assertEquals(new ScanEvent.Started(scan.header()), events.getFirst());
        assertEquals(new ScanEvent.Ended("s", scan.readouts()), events.getLast());
        assertEquals(scan.readouts() + 2, events.size());
        assertEquals(2L * (ROWS / 3), scan.readouts());
        assertEquals(PARAMETERS, scan.header().userParameters());
        assertEquals("study", scan.header().studyId());
        List<Readout> readouts = readouts(scan);
        for (int i = 0; i < readouts.size(); i++) {
            assertEquals(i, readouts.get(i).sequence());
        }
        assertTrue(readouts.getFirst().placement().position().z()
                < readouts.getLast().placement().position().z());
    }

    private static void place(Readout readout, float[] data) {
        for (int coil = 0; coil < COILS; coil++) {
            System.arraycopy(
                    readout.samples(),
                    2 * coil * COLUMNS,
                    data,
                    2 * (coil * ROWS + readout.counters().step1()) * COLUMNS,
                    2 * COLUMNS);
        }
    }

    private static List<Readout> readouts(PictureSource scan) {
        List<Readout> readouts = new ArrayList<>();
        scan.events().forEachRemaining(event -> {
            if (event instanceof ScanEvent.ReadoutArrived arrived) {
                readouts.add(arrived.readout());
            }
        });
        return readouts;
    }

    private static PictureSource source(double acceleration, double noise) {
        return new PictureSource(
                new PictureSource.Settings(
                        "s", "study", "brain", PARAMETERS, 1, 9, COILS, acceleration, 4, noise, 5, 7),
                pictures());
    }

    private static List<RealImage> pictures() {
        List<RealImage> pictures = new ArrayList<>();
        for (int slice = 1; slice <= 2; slice++) {
            float[] data = new float[ROWS * COLUMNS];
            for (int i = 0; i < data.length; i++) {
                data[i] = 100 * slice + 3 * (i % COLUMNS) + (float) i / COLUMNS;
            }
            pictures.add(new RealImage(ROWS, COLUMNS, data));
        }
        return pictures;
    }
}
