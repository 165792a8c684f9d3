package org.larmor.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {
    @TempDir
    private Path folder;

    @Test
    void anArchiveThatCannotBeIsRefusedBeforeTheBrokerIsAsked() {
        String[] watch = {"watch", "--bootstrap", "nowhere", "--to"};
        assertRefused("is not dicom://AET@host:port", with(watch, "dicom://host:104"));
        assertRefused("neither a folder", with(watch, "ftp://host/pictures"));
        assertRefused("leave --format out", with(watch, "dicom://A@host:104", "--format", "png"));
        assertRefused("'most'", with(watch, folder.toString(), "--stages", "most"));
        assertRefusedWith(2, "'gif' is none of", with(watch, folder.toString(), "--format", "gif"));
        assertRefused("needs --spool", with(watch, "dicom://A@host:104", "--frames"));
        assertRefusedWith(2, "mutually exclusive", with(watch, folder.toString(), "--once", "a", "--follow"));
    }

    private static String[] with(String[] first, String... more) {
        return java.util.stream.Stream.concat(java.util.Arrays.stream(first), java.util.Arrays.stream(more))
                .toArray(String[]::new);
    }

    @Test
    void badInputIsOneLineAndStatusTwo() throws IOException {
        Path text = Files.writeString(folder.resolve("text.h5"), "no scan");
        String out = folder.resolve("out").toString();

        assertRefused(
                "there is no such file", "recon", folder.resolve("none.h5").toString(), "--out", out);
        assertRefused("role 'nurse' is none of recon, anomaly, all", "serve", "--role", "nurse");
        assertRefused("not an HDF5 file", "recon", text.toString(), "--out", out);
        assertRefused("'magic'", "recon", text.toString(), "--out", out, "--method", "magic");
        assertRefused("'stripes'", "recon", text.toString(), "--out", out, "--mask", "stripes");
        assertRefused("'dog'", "simulate", "--bootstrap", "127.0.0.1:1", "--anatomy", "dog");
        assertRefused("'a/b'", "replay", text.toString(), "--bootstrap", "127.0.0.1:1", "--topic-prefix", "a/b");
        assertRefused(
                "none.yaml", "serve", "--config", folder.resolve("none.yaml").toString());
        assertRefused("no such configuration", "train", "prior", "--config", "none.yaml", "--out", out);
        assertRefused("only prior or measurement-conditioned", "train", "gan", "--config", "none.yaml", "--out", out);
        assertRefused("there is no run to resume", "train", "prior", "--config", "pom.xml", "--out", out, "--resume");
        assertRefused("no such folder", "train", "prior", "--config", "pom.xml", "--out", out, "--data", "nowhere");
        assertRefused("neither bash nor zsh", "completion", "fish");
    }

    @Test
    void aCommandLineThatIsNotUnderstoodSaysWhereToLook() {
        assertRefusedWith(2, "--out", "recon", "scan.h5");
        assertRefusedWith(2, "larmor --help", "reconn");
        assertRefusedWith(2, "larmor topics --help", "topics");
        assertRefusedWith(2, "larmor display token --help", "display", "token");
    }

    @Test
    void aFolderThatCannotBeWrittenToIsAFailure() throws IOException {
        Path scan = Path.of("../console/src/test/resources/scans/usual.h5");
        Path file = Files.writeString(folder.resolve("file"), "in the way");

        assertFails("cannot be written to", "recon", scan.toString(), "--out", file.toString());
    }

    @Test
    void whatTheFileSystemRefusesSaysMoreThanTheFilesName() {
        Path missing = folder.resolve("missing/tokens");

        assertFails(
                "missing: there is no such file or folder",
                "display",
                "token",
                "add",
                "anna",
                "--tokens",
                missing.toString());
    }

    private static void assertFails(String reason, String... arguments) {
        StringWriter err = new StringWriter();

        int status = Larmor.run(new PrintWriter(new StringWriter()), new PrintWriter(err), arguments);

        assertEquals(1, status, err::toString);
        assertTrue(err.toString().contains(reason), err::toString);
    }

    private static void assertRefused(String reason, String... arguments) {
        String text = assertRefusedWith(1, reason, arguments);
        assertTrue(text.startsWith("larmor: "), text);
    }

    private static String assertRefusedWith(int lines, String reason, String... arguments) {
        StringWriter err = new StringWriter();

        int status = Larmor.run(new PrintWriter(new StringWriter()), new PrintWriter(err), arguments);

        String text = err.toString();
        assertEquals(2, status, text);
        assertTrue(text.contains(reason), text);
        assertEquals(lines, text.lines().count(), text);
        assertFalse(text.contains("\tat "), text);
        return text;
    }
}
