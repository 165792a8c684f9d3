package org.larmor.app.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.larmor.recon.ReconConfig;

/** Whether this machine has the memory, the disk and the port that are wanted of it. */
final class MachineCheck {
    private static final long LITTLE = 2L << 30;
    private static final long TOO_LITTLE = 200L << 20;
    private static final double GIB = 1 << 30;

    private final ReconConfig config;
    private final int port;

    MachineCheck(ReconConfig config, int port) {
        this.config = config;
        this.port = port;
    }

    List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        findings.add(memory());
        findings.add(disk("models", config.models().folder()));
        findings.add(disk("native libraries", nativeLibraries()));
        findings.add(disk("temporary files", Path.of(System.getProperty("java.io.tmpdir"))));
        findings.add(disk("working folder", Path.of("")));
        if (port > 0) {
            findings.add(port());
        }
        return findings;
    }

    private Finding memory() {
        long heap = Runtime.getRuntime().maxMemory();
        long wanted = config.ingest().backlogBytes()
                + config.assemble().maximumBytes()
                + config.schedule().bytes();
        String detail = String.format(
                Locale.ROOT,
                "Java %s, heap of %.1f GiB; one scan, the queue and the backlog may take %.1f GiB",
                System.getProperty("java.version"),
                heap / GIB,
                wanted / GIB);
        return wanted > heap
                ? Finding.warning(
                        "memory",
                        detail,
                        "give more (LARMOR_JAVA_OPTS=-Xmx...), or lower assemble.maximumBytes and schedule.bytes")
                : Finding.ok("memory", detail);
    }

    private static Path nativeLibraries() {
        @Nullable String named = System.getenv("DJL_CACHE_DIR");
        return named == null ? Path.of(System.getProperty("user.home"), ".djl.ai") : Path.of(named);
    }

    private static Finding disk(String subject, Path folder) {
        Path there = folder.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        try {
            long free = Files.getFileStore(there).getUsableSpace();
            String detail = String.format(Locale.ROOT, "%.1f GiB free at %s", free / GIB, folder.toAbsolutePath());
            return free < TOO_LITTLE
                    ? Finding.wrong("disk: " + subject, detail, "make room")
                    : free < LITTLE
                            ? Finding.warning("disk: " + subject, detail, "make room soon")
                            : Finding.ok("disk: " + subject, detail);
        } catch (IOException e) {
            return Finding.wrong(
                    "disk: " + subject, folder + " cannot be looked at: " + e.getMessage(), "look at its rights");
        }
    }

    private Finding port() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return Finding.ok("port " + port, "free for the page");
        } catch (IOException e) {
            return Finding.warning(
                    "port " + port, "something listens there already", "larmor display --port takes another");
        }
    }
}
