package org.larmor.load.stream;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.larmor.recon.ReconConfigFile;
import org.larmor.recon.ReconService;

/** A worker of the service in a process of its own, so that its work is not the generator's. */
public final class Worker implements AutoCloseable {
    private static final String READY = "ready";

    private final Process process;

    private Worker(Process process) {
        this.process = process;
    }

    /** Starts one with this configuration. */
    static Worker start(String yaml) throws IOException {
        Path config = Files.createTempFile("larmor-load", ".yaml");
        Files.writeString(config, yaml);
        return new Worker(java(Worker.class, config.toString()).start());
    }

    /** A Java process with this one's flags and class path; its errors are shown, its output is to be read. */
    static ProcessBuilder java(Class<?> main, String argument) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName(), argument));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    /** Ends when it is a member of its group; to be called once. */
    void awaitReady() throws IOException {
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = said.readLine(); !READY.equals(line); line = said.readLine()) {
            if (line == null) {
                throw new IOException("a worker did not start");
            }
        }
    }

    /** The process: serves until it is ended. */
    public static void main(String[] config) {
        ReconService service = ReconService.start(ReconConfigFile.read(Path.of(config[0])));
        Runtime.getRuntime().addShutdownHook(new Thread(service::close));
        service.ready().toCompletableFuture().join();
        System.out.println(READY);
        service.stopped().toCompletableFuture().join();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
