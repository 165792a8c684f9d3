package org.larmor.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Larmor gives to the shell: completion, and the manual page. */
class ShellTest {
    @TempDir
    private Path folder;

    @Test
    void bashCompletesCommandsOptionsAndWhatTheyMayBe() throws Exception {
        Files.writeString(
                folder.resolve("completion"), Commands.run("completion", "bash").out());

        assertEquals(
                List.of("recon", "replay"),
                completed("larmor", "re").stream().sorted().toList());
        assertEquals(List.of("dead-letters"), completed("larmor", "dead"));
        assertEquals(List.of("acls"), completed("larmor", "topics", "a"));
        assertTrue(completed("larmor", "recon", "--me").contains("--method"));
        assertTrue(completed("larmor", "recon", "--method", "l").contains("l1-wavelet"));
        assertTrue(completed("larmor", "completion", "z").contains("zsh"));
    }

    private List<String> completed(String... words) throws IOException, InterruptedException {
        String script =
                "source completion; COMP_WORDS=(%s); COMP_CWORD=%d; COMP_LINE='%s'; _complete_larmor; echo \"${COMPREPLY[@]}\""
                        .formatted(String.join(" ", words), words.length - 1, String.join(" ", words));
        Process bash = new ProcessBuilder("bash", "--norc", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(bash.getInputStream().readAllBytes(), UTF_8);
        assertTrue(bash.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, bash.exitValue(), said);
        return Arrays.asList(said.strip().split("\\s+"));
    }

    @Test
    void theManualHasEveryCommandAndNoLineThatTypesettersMisread() {
        String page = Commands.run("man").out();

        HelpTest.commands().forEach(name -> {
            String section =
                    ".SH LARMOR " + name.toUpperCase(java.util.Locale.ROOT).replace("-", "\\-") + "\n";
            assertTrue(page.contains(section), section);
        });
        assertEquals(
                List.of(),
                page.lines()
                        .filter(line -> line.startsWith("'")
                                || line.startsWith(".") && !line.matches("\\.(TH|SH|SS|TP|PP|B|I|nf|fi|RS|RE)( .*)?"))
                        .toList());
        assertEquals(
                page.lines().filter(".nf"::equals).count(),
                page.lines().filter(".fi"::equals).count());
        assertTrue(page.contains("--sufficient-nrmse=E".replace("-", "\\-")), "an option of recon");
    }
}
