package org.larmor.display.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.larmor.core.domain.Geometry;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.Provenance;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.Stage;
import org.larmor.core.domain.Uncertainty;
import org.larmor.core.domain.Vector3;
import org.larmor.display.Samples;
import org.larmor.display.dicom.DicomAddress;
import org.larmor.display.dicom.PatientSender;
import org.larmor.display.dicom.StoreScu;
import org.larmor.display.series.SeriesImage;

/** What others read in an archive: dcmtk and dicom3tools (Debian), h5py, nibabel and pydicom. */
@Tag("tools")
@Timeout(180)
class OtherReadersIT {
    private static final int SLICES = 3;

    @TempDir
    private Path folder;

    @BeforeEach
    void archive() throws IOException {
        FolderSink sink = new FolderSink(folder, EnumSet.allOf(ArchiveFormat.class));
        List<SeriesImage> images = phantom();
        sink.take(images);
        sink.finish("phantom", images, List.of());
    }

    @Test
    void dicomToolsFindNoError() throws Exception {
        for (String name : List.of("pictures-slice000.dcm", "deviations-slice002.dcm")) {
            String file = folder.resolve("phantom").resolve(name).toString();
            String said = run("dciodvfy", file);
            assertTrue(said.contains("MRImage"), said);
            assertTrue(!said.contains("Error"), said);
            assertTrue(run("dcmftest", file).startsWith("yes"), file);
        }
    }

    /** A spot in the patient's left, posterior, upper part: in every format it must be there, to half a voxel. */
    @Test
    void otherReadersFindTheSameValuesAtTheSamePlace() throws Exception {
        Path script = Path.of("src/test/python/read_archive.py").toAbsolutePath();

        String said =
                run("python3", script.toString(), folder.resolve("phantom").toString());

        assertEquals("mrd, nifti, npy and dicom agree", said.strip());
    }

    @Test
    void aRealNodeStoresTheVeryInstancesThatTheFilesHold() throws Exception {
        Path received = Files.createDirectories(folder.resolve("received"));
        int port = freePort();
        Process node = new ProcessBuilder(
                        "storescp", "-aet", "NODE", "+xe", "-pdu", "4096", "-od", received.toString(), "" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("node.log").toFile())
                .start();
        try (NodeSink sink = new NodeSink(new PatientSender(
                new StoreScu(new DicomAddress("NODE", "127.0.0.1", port), "LARMOR", Duration.ofSeconds(30)),
                60,
                time -> !node.waitFor(100, TimeUnit.MILLISECONDS),
                line -> {}))) {
            sink.take(phantom());
        } finally {
            node.destroy();
            node.waitFor();
        }
        try (Stream<Path> files = Files.list(received)) {
            List<Path> stored = files.toList();
            assertEquals(2 * SLICES, stored.size());
            for (Path file : stored) {
                assertEquals(
                        "",
                        run("dciodvfy", file.toString())
                                .lines()
                                .filter(l -> l.startsWith("Error"))
                                .toList()
                                .toString()
                                .replace("[]", ""));
            }
        }
        String pixels = run(
                "python3",
                Path.of("src/test/python/same_instances.py").toAbsolutePath().toString(),
                received.toString(),
                folder.resolve("phantom").toString());
        assertEquals("6 instances are the same", pixels.strip());
    }

    @Test
    void aViewerShowsTheGreyLevelsOfThePng() throws Exception {
        Path shown = folder.resolve("shown.png");
        String picture = folder.resolve("phantom/pictures-slice001").toString();

        run("dcm2pnm", "--use-window", "1", "--write-png", picture + ".dcm", shown.toString());

        var theirs = javax.imageio.ImageIO.read(shown.toFile()).getRaster();
        var ours =
                javax.imageio.ImageIO.read(Path.of(picture + ".png").toFile()).getRaster();
        for (int i = 0; i < 12 * 8; i++) {
            assertEquals(ours.getSample(i % 8, i / 8, 0), theirs.getSample(i % 8, i / 8, 0), 1, "pixel " + i);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private String run(String... command) throws Exception {
        Path said = folder.resolve("said.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        process.waitFor();
        return Files.readString(said, StandardCharsets.UTF_8);
    }

    /** Oblique slices; a value tells its row, column and slice, and one spot is brighter than all. */
    private static List<SeriesImage> phantom() {
        float c = (float) Math.cos(0.3);
        float s = (float) Math.sin(0.3);
        java.util.ArrayList<SeriesImage> images = new java.util.ArrayList<>();
        for (int slice = 0; slice < SLICES; slice++) {
            float[] data = new float[12 * 8];
            for (int i = 0; i < data.length; i++) {
                data[i] = i + 100 * slice;
            }
            data[9 * 8 + 6] = slice == 2 ? 1000 : data[9 * 8 + 6];
            Vector3 position = new Vector3(10 + 6 * slice * s, 20, 30 + 6 * slice * c);
            Readout.Placement oblique =
                    new Readout.Placement(position, new Vector3(c, 0, -s), new Vector3(0, 1, 0), new Vector3(s, 0, c));
            images.addAll(SeriesImage.of(
                    new ReconImage(
                            "phantom",
                            new ImageIndex(0, 0, 0, slice),
                            Stage.REFINED,
                            0,
                            true,
                            new Geometry(oblique, new Vector3(8, 24, 5)),
                            new RealImage(12, 8, data),
                            new Uncertainty(Samples.random(12, 8, 1), Samples.random(12, 8, 2), .05),
                            .25,
                            new Provenance(
                                    "coarse-to-fine",
                                    "brain-small",
                                    "3",
                                    "ab".repeat(32),
                                    44,
                                    8,
                                    false,
                                    7,
                                    .01,
                                    4,
                                    "",
                                    List.of()),
                            new ReconImage.Timing(1.7e12, 1.7e12, 1.7e12)),
                    "study-7"));
        }
        return images;
    }
}
