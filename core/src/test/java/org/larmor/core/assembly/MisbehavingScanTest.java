package org.larmor.core.assembly;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.ReadoutFlag;
import org.larmor.core.domain.ReadoutRange;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.domain.ScanHeader;
import org.larmor.core.gating.GatingSettings;

/** Readouts that come twice, late, out of order, damaged or not at all. */
class MisbehavingScanTest {
    private static final int SEEDS = 300;
    private static final int COILS = 2;
    private static final int ROWS = 6;
    private static final int COLUMNS = 4;
    private static final int SLICES = 3;
    private static final int AVERAGES = 2;
    private static final int NOISE = 4;
    private static final ScanHeader HEADER =
            Scans.header(COLUMNS, ROWS, COLUMNS, Scans.limits(Scans.upTo(ROWS), AVERAGES, SLICES), COILS);

    /** Noise, then slice after slice the calibration and the averages of its lines; the last of a slice says that it is. */
    private static List<Readout> scan(Random random) {
        List<Readout> readouts = new ArrayList<>();
        for (int i = 0; i < NOISE; i++) {
            readouts.add(readout(readouts.size(), 0, 0, 0, random, ReadoutFlag.NOISE_MEASUREMENT));
        }
        for (int slice = 0; slice < SLICES; slice++) {
            for (int row = 2; row < 4; row++) {
                readouts.add(readout(readouts.size(), row, 0, slice, random, ReadoutFlag.PARALLEL_CALIBRATION));
            }
            for (int average = 0; average < AVERAGES; average++) {
                for (int row = 0; row < ROWS; row += slice == 0 ? 1 : 2) {
                    boolean last = average == AVERAGES - 1 && row + 2 >= ROWS && (slice > 0 || row == ROWS - 1);
                    readouts.add(
                            last
                                    ? readout(readouts.size(), row, average, slice, random, ReadoutFlag.LAST_IN_SLICE)
                                    : readout(readouts.size(), row, average, slice, random));
                }
            }
        }
        return readouts;
    }

    private static Readout readout(int sequence, int row, int average, int slice, Random random, ReadoutFlag... flags) {
        float[] samples = Scans.gaussian(random, 2 * COILS * COLUMNS);
        return Scans.readout(sequence, Scans.at(row, average, slice), COILS, samples, flags);
    }

    /** The images as the service takes them: each when it is whole, the rest at the end. */
    private static Map<ImageIndex, AssembledImage> images(
            KSpaceAssembler assembler, List<Readout> readouts, long sent) {
        Map<ImageIndex, AssembledImage> images = new TreeMap<>();
        readouts.forEach(readout -> take(assembler, assembler.accept(Scans.event(readout)), images));
        take(assembler, assembler.accept(new ScanEvent.Ended(Scans.ID, sent)), images);
        return images;
    }

    private static void take(KSpaceAssembler assembler, Acceptance acceptance, Map<ImageIndex, AssembledImage> images) {
        List<ImageIndex> completed =
                switch (acceptance) {
                    case Acceptance.Taken taken -> taken.completed();
                    case Acceptance.SetAside aside -> aside.completed();
                    case Acceptance.Closed closed -> closed.completed();
                    case Acceptance.Duplicate duplicate -> List.of();
                    case Acceptance.Opened opened -> throw new AssertionError(opened);
                    case Acceptance.Gated gated -> throw new AssertionError(gated);
                    case Acceptance.GivenUp given -> throw new AssertionError(given);
                    case Acceptance.Refused refused -> throw new AssertionError(refused.line());
                };
        for (ImageIndex index : completed) {
            images.put(index, assembler.snapshot(index).orElseThrow());
            assembler.release(index);
        }
    }

    @Test
    void neitherOrderNorRepetitionChangesAByteOfAnyImage() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            List<Readout> readouts = scan(random);
            List<Readout> jumbled = new ArrayList<>(readouts);
            for (int i = random.nextInt(20); i > 0; i--) {
                jumbled.add(readouts.get(random.nextInt(readouts.size())));
            }
            Collections.shuffle(jumbled, random);
            KSpaceAssembler assembler = Scans.open(HEADER);
            assertSame(
                    images(Scans.open(HEADER), readouts, readouts.size()),
                    images(assembler, jumbled, readouts.size()),
                    "seed " + seed);
            int repeated = jumbled.size() - readouts.size();
            assertEquals(repeated, assembler.counts().duplicate(), "seed " + seed);
            assertEquals(readouts.size(), assembler.counts().received(), "seed " + seed);
        }
    }

    @Test
    void aLostReadoutIsCountedAndWhatIsThereBecomesTheImageWithAWordAboutIt() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            List<Readout> readouts = scan(random);
            List<Readout> left = new ArrayList<>(readouts);
            List<Readout> lines = new ArrayList<>(readouts);
            lines.removeIf(readout -> Lines.notImaging(readout) != null || Lines.isCalibrationOnly(readout));
            Collections.shuffle(lines, random);
            int lost = 1 + random.nextInt(5);
            left.removeAll(lines.subList(0, lost));
            KSpaceAssembler assembler = Scans.open(HEADER);
            var images = images(assembler, left, readouts.size());
            assertEquals(lost, assembler.counts().missing(), "seed " + seed);
            assertEquals(SLICES, images.size(), "seed " + seed);
            Readout first = readouts.stream()
                    .filter(readout -> !left.contains(readout))
                    .findFirst()
                    .orElseThrow();
            String word = image(images, first.counters().image()).remark();
            assertTrue(word.endsWith(" among its lines missing"), "seed " + seed + ": " + word);
        }
    }

    @Test
    void aDamagedReadoutHoldsNoImageUpAndMayBeSentAgain() {
        List<Readout> readouts = scan(new Random(1));
        KSpaceAssembler assembler = Scans.open(HEADER);
        Map<ImageIndex, AssembledImage> images = new TreeMap<>();
        for (Readout readout : readouts) {
            if (readout.sequence() == NOISE + 4) {
                assertEquals(List.of(), assembler.damaged(readout.sequence()));
            } else {
                take(assembler, assembler.accept(Scans.event(readout)), images);
            }
        }
        assertEquals(SLICES, images.size(), "none waits for it");
        assertEquals(1, assembler.counts().refused());
        assertEquals(0, assembler.counts().missing());
        assertTrue(image(images, ImageIndex.FIRST).share() < 1, "its line is missing");
        List<ReadoutRange> awaited = assembler.awaited(8);
        assertEquals(new ReadoutRange(NOISE + 4, NOISE + 5), awaited.get(0));
        assertEquals(ReadoutRange.from(readouts.size()), awaited.get(1));
    }

    @Test
    void whatIsAwaitedIsWhatWasNotTakenHoweverItIsCut() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            SequenceLedger ledger = new SequenceLedger(1024);
            boolean[] taken = new boolean[60];
            for (int i = random.nextInt(60); i > 0; i--) {
                int sequence = random.nextInt(60);
                if (!taken[sequence]) {
                    taken[sequence] = true;
                    ledger.take(sequence);
                }
            }
            int most = 1 + random.nextInt(20);
            List<ReadoutRange> awaited = ledger.awaited(most);
            assertTrue(awaited.size() <= most, "seed " + seed);
            assertEquals(ReadoutRange.OPEN, awaited.getLast().end(), "seed " + seed);
            for (int sequence = 0; sequence < 60; sequence++) {
                int s = sequence;
                boolean asked = awaited.stream().anyMatch(range -> range.contains(s));
                boolean cut = awaited.size() == most && s >= awaited.getLast().first();
                assertTrue(asked == !taken[s] || asked && cut, "seed " + seed + ", readout " + s);
            }
        }
    }

    /** 64 coils and 256 slices, as a scanner acquires them one after the other. */
    @Test
    void aLongScanHoldsNoMoreThanAShortOne() {
        assertEquals(grid(64), mostHeld(256, Long.MAX_VALUE));
        assertEquals(mostHeld(8, Long.MAX_VALUE), mostHeld(256, Long.MAX_VALUE));
    }

    /** An image waits for a lost readout, and those after it, only until it is late: 32 readouts here, 8 a slice. */
    @Test
    void lostReadoutsDoNotMakeALongScanHoldMore() {
        long held = mostHeld(256, 11);
        assertTrue(held <= (32 / 8 + 2) * grid(64), held / grid(64) + " grids");
        assertTrue(held > grid(64), "nothing was ever waited for");
    }

    private static long grid(int coils) {
        return 8L * 4 * (8L * coils + 2);
    }

    /** @param lostEvery one readout of so many never comes */
    private static long mostHeld(int slices, long lostEvery) {
        ScanHeader header = Scans.header(4, 8, 4, Scans.limits(Scans.upTo(8), 1, slices), 64);
        MemoryBound memory = MemoryBound.of("the scan", 1 << 30);
        var assembler = new KSpaceAssembler(
                Scans.ID, new AssemblySettings(64, 1 << 20, 1 << 30, 32), GatingSettings.OFF, memory);
        assembler.accept(new ScanEvent.Started(header));
        float[] samples = new float[2 * 64 * 4];
        Map<ImageIndex, AssembledImage> images = new TreeMap<>();
        long most = 0;
        for (int sequence = 0; sequence < 8 * slices; sequence++) {
            if (sequence % lostEvery != lostEvery - 1) {
                int row = sequence % 8;
                ReadoutFlag[] flags = row == 7 ? new ReadoutFlag[] {ReadoutFlag.LAST_IN_SLICE} : new ReadoutFlag[0];
                Readout readout = Scans.readout(sequence, Scans.at(row, 0, sequence / 8), 64, samples, flags);
                Acceptance acceptance = assembler.accept(Scans.event(readout));
                most = Math.max(most, assembler.bytesHeld());
                assertEquals(memory.held(), assembler.bytesHeld());
                take(assembler, acceptance, images);
            }
        }
        take(assembler, assembler.accept(new ScanEvent.Ended(Scans.ID, 8L * slices)), images);
        assertEquals(slices, images.size());
        assertEquals(0, memory.held());
        return most;
    }

    @Test
    void boundsWithinBoundsAreNeverExceededAndNothingIsForgotten() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            MemoryBound all = MemoryBound.of("all scans", 100);
            List<MemoryBound> scans = new ArrayList<>();
            for (int partition = 0; partition < 2; partition++) {
                MemoryBound of = all.part("partition " + partition, 70);
                scans.add(of.part("a scan", 40));
                scans.add(of.part("a scan", 40));
            }
            long[] held = new long[4];
            for (int turn = 0; turn < 100; turn++) {
                int scan = random.nextInt(4);
                long bytes = random.nextInt(30);
                int neighbour = scan ^ 1;
                boolean room = held[scan] + bytes <= 40
                        && held[scan] + held[neighbour] + bytes <= 70
                        && LongStream.of(held).sum() + bytes <= 100;
                if (random.nextInt(3) > 0) {
                    assertEquals(room, scans.get(scan).take(bytes), "seed " + seed + ", turn " + turn);
                    held[scan] += room ? bytes : 0;
                } else {
                    scans.get(scan).give(held[scan]);
                    held[scan] = 0;
                }
                assertEquals(LongStream.of(held).sum(), all.held(), "seed " + seed + ", turn " + turn);
            }
            scans.forEach(MemoryBound::close);
            assertEquals(0, all.held(), "seed " + seed);
        }
    }

    @Test
    void whoeverHasNoRoomIsToldWhoHoldsIt() {
        MemoryBound all = MemoryBound.of("all scans", 5_000_000);
        MemoryBound scan = all.part("a scan", 4_000_000);
        assertTrue(all.part("a scan", 4_000_000).take(3_000_000));
        assertEquals("no room for 2.5 MB: all scans may hold 5.0 MB and 3.0 are held", scan.objection(2_500_000));
    }

    private static AssembledImage image(Map<ImageIndex, AssembledImage> images, ImageIndex index) {
        return Objects.requireNonNull(images.get(index));
    }

    private static float[] calibration(AssembledImage image) {
        return Objects.requireNonNull(image.calibration()).data();
    }

    private static void assertSame(
            Map<ImageIndex, AssembledImage> expected, Map<ImageIndex, AssembledImage> images, String where) {
        assertEquals(expected.keySet(), images.keySet(), where);
        expected.forEach((index, wanted) -> {
            AssembledImage image = image(images, index);
            assertArrayEquals(wanted.kspace().data(), image.kspace().data(), where + ", " + index);
            assertArrayEquals(
                    wanted.kspace().mask().data(), image.kspace().mask().data(), where);
            assertArrayEquals(calibration(wanted), calibration(image), where + ", " + index);
            assertEquals(wanted.geometry(), image.geometry(), where);
            assertEquals(wanted.remark(), image.remark(), where);
            assertEquals(wanted.share(), image.share(), where);
            assertEquals(wanted.whitened(), image.whitened(), where);
        });
    }
}
