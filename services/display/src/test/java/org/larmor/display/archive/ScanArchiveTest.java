package org.larmor.display.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.larmor.core.domain.AnomalyMap;
import org.larmor.core.domain.Frame;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanTag;
import org.larmor.core.domain.Stage;
import org.larmor.display.Samples;
import org.larmor.display.series.SeriesImage;
import org.larmor.proto.AnomalyCodec;
import org.larmor.proto.FrameCodec;
import org.larmor.proto.ImageCodec;
import org.larmor.proto.WireException;

class ScanArchiveTest {
    @TempDir
    private Path folder;

    private long offset;

    @Test
    void eachImageIsThereAtOnceAndTheWholeScanWhenItIsOver() throws Exception {
        ScanArchive archive = into(EnumSet.allOf(ArchiveFormat.class));

        take(archive, refined("a", 0));
        assertTrue(Files.exists(folder.resolve("a/pictures-slice000.dcm")));
        assertTrue(!Files.exists(folder.resolve("a/images.h5")), "not before the scan is over");
        take(archive, refined("a", 1));
        archive.over("a");
        archive.finish("a");

        assertEquals(
                List.of(
                        "deviations-slice000.dcm",
                        "deviations-slice000.npy",
                        "deviations-slice000.png",
                        "deviations-slice001.dcm",
                        "deviations-slice001.npy",
                        "deviations-slice001.png",
                        "deviations.nii.gz",
                        "images.h5",
                        "pictures-slice000.dcm",
                        "pictures-slice000.npy",
                        "pictures-slice000.png",
                        "pictures-slice001.dcm",
                        "pictures-slice001.npy",
                        "pictures-slice001.png",
                        "pictures.nii.gz"),
                List.copyOf(files("a").keySet()));
        assertEquals(List.of(), List.of(Files.list(folder.resolve(".spool")).toArray()), "nothing is left behind");
    }

    @Test
    void aReplayOverwritesEveryFileWithItsOwnBytes() throws Exception {
        ScanArchive archive = into(EnumSet.allOf(ArchiveFormat.class));
        whole(archive);
        Map<String, byte[]> first = files("a");

        whole(archive);

        Map<String, byte[]> second = files("a");
        assertEquals(first.keySet(), second.keySet());
        first.forEach((name, bytes) -> assertArrayEquals(bytes, second.get(name), name));
    }

    private void whole(ScanArchive archive) throws Exception {
        take(archive, refined("a", 0));
        take(archive, refined("a", 1));
        archive.over("a");
        archive.finish("a");
    }

    @Test
    void aRunThatEndsBeforeItsScanIsGoneOnWith() throws Exception {
        KeptImages first = new KeptImages();
        ScanArchive before = ScanArchive.of(first, folder);
        take(before, refined("a", 0));
        before.over("a");
        before.flush();

        KeptImages second = new KeptImages();
        ScanArchive after = ScanArchive.of(second, folder);
        assertEquals(List.of("a"), after.unfinished());
        take(after, refined("a", 1));
        after.finish("a");

        assertEquals(
                List.of("a [deviations-slice000, deviations-slice001, pictures-slice000, pictures-slice001]"),
                second.finished);
        assertEquals(List.of(), after.unfinished());
    }

    @Test
    void theNewestPreviewOfAStageStandsForItInTheWholeScan() throws Exception {
        KeptImages sink = new KeptImages();
        ScanArchive archive = ScanArchive.of(sink, folder);
        for (int revision = 0; revision < 3; revision++) {
            take(archive, Samples.image("a", ImageIndex.FIRST, Stage.SENSE, revision));
        }
        archive.finish("a");

        assertEquals(3, sink.taken.size(), "each as a file of its own");
        assertEquals(List.of("a [sense-slice000-revision002]"), sink.finished);
    }

    @Test
    void onlyFramesThatNoFinerOneReplacedAreArchived() throws Exception {
        KeptImages sink = new KeptImages();
        ScanArchive archive = ScanArchive.of(sink, folder);
        frame(archive, Samples.measured(0, 4, 0));
        frame(archive, Samples.synthesised(0, 2, 4, .25, 0));
        frame(archive, Samples.synthesised(0, 2, 4, .75, 0));
        frame(archive, Samples.measured(2, 4, 0));
        assertEquals(List.of(), sink.taken, "frames wait");
        frame(archive, Samples.measured(1, 4, 1));
        archive.finish("a");

        assertEquals(
                List.of("frames-slice000-phase000", "frames-slice000-phase001", "frames-slice000-phase002"),
                sink.frames.stream().map(SeriesImage::name).toList());
        assertTrue(sink.frames.stream()
                .noneMatch(f -> java.util.Objects.requireNonNull(f.cycle()).synthesised()));
    }

    @Test
    void noScanIsArchivedOutsideOfTheFolder() throws Exception {
        Path inner = folder.resolve("inner");
        ScanArchive archive = ScanArchive.of(
                new FolderSink(inner, EnumSet.of(ArchiveFormat.NPY, ArchiveFormat.MRD)), inner.resolve(".spool"));
        for (String id : List.of("..", ".", ".spool")) {
            take(archive, refined(id, 0));
            archive.over(id);
            assertEquals(List.of(id), archive.unfinished());
            archive.finish(id);
        }

        assertEquals(List.of("inner"), names(folder));
        assertEquals(List.of("%2E", "%2E.", "%2Espool", ".spool"), names(inner));
    }

    @Test
    void whatCannotBeReadIsRefusedAndLeavesNothing() throws Exception {
        ScanArchive archive = into(EnumSet.of(ArchiveFormat.NPY));

        assertThrows(WireException.class, () -> archive.accept(ArchiveTopic.IMAGES, 0, 0, new byte[] {1, 2, 3}));

        assertEquals(List.of(".spool"), names(folder));
    }

    @Test
    void namesTheScanAndTheImageThatCouldNotBeWritten() throws Exception {
        ScanArchive archive = into(EnumSet.of(ArchiveFormat.NPY));
        Files.writeString(folder.resolve("a"), "in the way");

        IOException refused = assertThrows(IOException.class, () -> take(archive, refined("a", 1)));

        String told = String.valueOf(refused.getMessage());
        assertTrue(told.startsWith("scan a, pictures-slice001: no NPY file in "), told);
    }

    @Test
    void slicesThatMakeNoVolumeAreStillInTheMrdFile() throws Exception {
        ScanArchive archive = into(EnumSet.of(ArchiveFormat.NIFTI, ArchiveFormat.MRD));
        take(archive, Samples.image("a", new ImageIndex(0, 0, 0, 0), Stage.REFINED, 0));
        take(archive, Samples.image("a", new ImageIndex(0, 0, 0, 1), Stage.REFINED, 0));
        take(archive, Samples.image("a", new ImageIndex(0, 0, 1, 0), Stage.REFINED, 0));
        archive.finish("a");

        assertEquals(List.of("images.h5"), names(folder.resolve("a")));
    }

    @Test
    void aMapLiesAtOnceOverEachPictureThatItWasMadeOfAndItsRevisionsBesideEachOther() throws Exception {
        ScanArchive archive = into(EnumSet.allOf(ArchiveFormat.class));

        map(archive, Samples.anomaly(0, "a"));
        map(archive, Samples.anomaly(1, "a", "b"));

        List<String> second = List.of(
                "anomalies-slice000-revision001.dcm",
                "anomalies-slice000-revision001.json",
                "anomalies-slice000-revision001.nii.gz",
                "anomalies-slice000-revision001.npy",
                "anomalies-slice000-revision001.png");
        assertEquals(second, names(folder.resolve("b")));
        assertEquals(
                Stream.concat(second.stream().map(name -> name.replace("001", "000")), second.stream())
                        .toList(),
                names(folder.resolve("a")));
        String report = Files.readString(folder.resolve("b").resolve(second.get(1)));
        assertTrue(report.contains("\"label\" : \"not for diagnosis\""), report);
        assertTrue(report.contains("\"threshold\" : 0.5"), report);
        assertEquals(List.of(), archive.unfinished(), "no scan is waited for");
    }

    private void map(ScanArchive archive, AnomalyMap map) throws Exception {
        archive.accept(ArchiveTopic.ANOMALIES, 0, offset++, AnomalyCodec.encode(map));
    }

    private ScanArchive into(EnumSet<ArchiveFormat> formats) throws IOException {
        return ScanArchive.of(new FolderSink(folder, formats), folder.resolve(".spool"));
    }

    private void take(ScanArchive archive, ReconImage image) throws Exception {
        ArchiveTopic topic = image.last() ? ArchiveTopic.IMAGES : ArchiveTopic.PREVIEWS;
        archive.accept(topic, 0, offset++, ImageCodec.encode(image, new ScanTag("study-7", "", "", List.of(), "")));
    }

    private void frame(ScanArchive archive, Frame frame) throws Exception {
        archive.accept(ArchiveTopic.FRAMES, 0, offset++, FrameCodec.encode(frame, "study-7"));
    }

    private static ReconImage refined(String scan, int slice) {
        return Samples.image(scan, new ImageIndex(0, 0, 0, slice), Stage.REFINED, slice);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private Map<String, byte[]> files(String scan) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (String name : names(folder.resolve(scan))) {
            files.put(name, Files.readAllBytes(folder.resolve(scan).resolve(name)));
        }
        return files;
    }
}
