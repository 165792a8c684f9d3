package org.larmor.load.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.larmor.recon.ReconConfigFile;
import org.larmor.recon.ReconService;

/** A worker of the service in a process of its own, so that its work is not the generator's. */
public final class Worker implements AutoCloseable {
    private final Process process;

    private Worker(Process process) {
        this.process = process;
    }

    /** Starts one with this configuration. */
    static Worker start(String yaml) throws IOException {
        Path config = Files.createTempFile("larmor-load", ".yaml");
        Files.writeString(config, yaml);
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Dai.djl.offline=true",
                "-cp",
                System.getProperty("java.class.path"),
                Worker.class.getName(),
                config.toString());
        return new Worker(new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** The process: serves until it is ended. */
    public static void main(String[] config) {
        ReconService service = ReconService.start(ReconConfigFile.read(Path.of(config[0])));
        Runtime.getRuntime().addShutdownHook(new Thread(service::close));
        service.stopped().toCompletableFuture().join();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
