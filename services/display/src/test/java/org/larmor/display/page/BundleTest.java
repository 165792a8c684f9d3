package org.larmor.display.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page that is committed is the one that its sources make: see {@code services/display/web/README.md}. */
class BundleTest {
    private static final Path WEB = Path.of("web");
    private static final List<String> MADE_OF = List.of(
            "index.html",
            "login.html",
            "package.json",
            "package-lock.json",
            "public",
            "sources.ts",
            "src",
            "tsconfig.json",
            "vite.config.ts");

    @Test
    void itIsMadeOfThePresentSources() throws Exception {
        assertEquals(
                digestOfSources(),
                stamp().get("sources"),
                "web/ has changed since the page was built: cd services/display/web && npm ci && npm run build");
    }

    @Test
    void noFileOfItWasChangedByHand() throws Exception {
        Map<String, String> stamp = stamp();
        stamp.remove("sources");
        Map<String, String> found = new TreeMap<>();
        for (String name : stamp.keySet()) {
            found.put(name, sha256(resource(name)));
        }
        assertEquals(stamp, found);
    }

    @Test
    void allOfItAndNothingElseIsServed() throws Exception {
        Set<String> made = new TreeSet<>(stamp().keySet());
        made.remove("sources");
        assertEquals(made, new TreeSet<>(PageFiles.NAMES));
    }

    @Test
    void theLockNamesNoRegistry() throws IOException {
        assertEquals(
                List.of(),
                Files.readAllLines(WEB.resolve("package-lock.json")).stream()
                        .filter(line -> line.contains("\"resolved\""))
                        .toList());
    }

    private static Map<String, String> stamp() throws IOException {
        return Arrays.stream(new String(resource("bundle.sha256"), UTF_8).split("\n"))
                .collect(Collectors.toMap(
                        line -> line.substring(66), line -> line.substring(0, 64), (a, b) -> a, TreeMap::new));
    }

    /** As {@code sources.ts} has it. */
    private static String digestOfSources() throws Exception {
        Map<String, Path> files = new TreeMap<>();
        for (String part : MADE_OF) {
            try (Stream<Path> found = Files.walk(WEB.resolve(part))) {
                found.filter(Files::isRegularFile)
                        .forEach(file ->
                                files.put(WEB.relativize(file).toString().replace('\\', '/'), file));
            }
        }
        StringBuilder lines = new StringBuilder();
        files.forEach((name, file) ->
                lines.append(sha256(file)).append("  ").append(name).append('\n'));
        return sha256(lines.toString().getBytes(UTF_8));
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = PageFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(name + " is not in the bundle");
            }
            return in.readAllBytes();
        }
    }

    private static String sha256(Path file) {
        try {
            return sha256(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
