package org.larmor.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.larmor.broker.TestBroker;
import org.larmor.display.files.NpyFile;

/** The recon command from a file to a folder, through a real broker and the service. */
@Timeout(180)
class ReconCommandIT {
    private static final Path SCANS = Path.of("../console/src/test/resources/scans");

    private final String prefix = "test-" + UUID.randomUUID();

    @TempDir
    private Path folder;

    @Test
    void anMrdFileBecomesPicturesAndAReport() throws IOException {
        assertEquals(0, recon("usual.h5", "a", "--method", "sense"));

        var images = NpyFile.read(folder.resolve("a/magnitude.npy"));
        JsonNode report = report("a");
        assertEquals(report.get("images").asInt(), images.size());
        assertEquals(report.get("rows").asInt(), images.get(0).rows());
        assertEquals("sense", report.get("method").asText());
        assertEquals(
                report.at("/readouts/sent").asInt(),
                report.at("/readouts/received").asInt());
        assertTrue(report.get("whole").asBoolean());
        assertTrue(Files.size(folder.resolve("a/overview.png")) > 0);
        assertTrue(Files.exists(
                folder.resolve("a").resolve(report.at("/previews/0/file").asText())));
        assertFalse(Files.exists(folder.resolve("a/uncertainty.npy")), "a classic states no uncertainty");
    }

    @Test
    void theSameFileAndSeedGiveTheSamePixels() throws IOException {
        assertEquals(0, recon("shepp-logan.h5", "a", "--method", "l1-wavelet", "--seed", "5"));
        assertEquals(0, recon("shepp-logan.h5", "b", "--method", "l1-wavelet", "--seed", "5"));

        assertArrayEquals(
                Files.readAllBytes(folder.resolve("a/magnitude.npy")),
                Files.readAllBytes(folder.resolve("b/magnitude.npy")));
    }

    @Test
    void aFastMriFileIsUndersampledByAMask() throws IOException {
        assertEquals(
                0,
                recon(
                        "fastmri-multi.h5",
                        "a",
                        "--method",
                        "zero-filled",
                        "--mask",
                        "uniform",
                        "--R",
                        "2",
                        "--acs",
                        "2"));

        assertTrue(report("a").get("acceleration").asDouble() > 1.2);
    }

    @Test
    void aScanThatTheServiceRefusesIsBadInputWithItsReason() {
        StringWriter err = new StringWriter();

        int status = recon(err, "spiral.h5", "a");

        assertEquals(2, status, err::toString);
        assertTrue(err.toString().contains("trajectory spiral is not supported"), err::toString);
        assertEquals(1, err.toString().lines().count(), err::toString);
    }

    @Test
    void aFileThatBreaksOffIsBadInput() {
        assertEquals(2, recon("wrong-length.h5", "a"));
    }

    private int recon(String file, String out, String... more) {
        return recon(new StringWriter(), file, out, more);
    }

    private int recon(StringWriter err, String file, String out, String... more) {
        String[] arguments = new String[8 + more.length];
        String[] first = {
            "recon",
            SCANS.resolve(file).toString(),
            "--out",
            folder.resolve(out).toString(),
            "--bootstrap",
            TestBroker.bootstrap(),
            "--topic-prefix",
            prefix
        };
        System.arraycopy(first, 0, arguments, 0, first.length);
        System.arraycopy(more, 0, arguments, first.length, more.length);
        return Larmor.run(new PrintWriter(new StringWriter()), new PrintWriter(err), arguments);
    }

    private JsonNode report(String out) throws IOException {
        return new ObjectMapper()
                .readTree(folder.resolve(out).resolve("report.json").toFile());
    }
}
