package org.larmor.app.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A broker, workers and a console as processes on this machine, a proxy between them, and what can be done to them. */
final class Installation implements AutoCloseable {
    private static final int DELAY_MILLIS = 40;
    private static final int DISK_MIB = 768;

    private final Path folder;
    private final Path data;
    private final int brokerPort = freePort();
    private final int port = freePort();
    private final TcpProxy proxy;
    private final Child broker;
    private final List<Child> workers = new ArrayList<>();
    private final boolean ownDisk;

    /**
     * @param folder for logs, configuration and the broker's data
     * @param soak what the workers hold will be looked at, and they have a network
     */
    Installation(Path folder, int workers, boolean soak) throws IOException, InterruptedException {
        this.folder = folder;
        this.data = Files.createDirectories(folder.resolve("broker"));
        this.ownDisk = !soak && mount("mount", "-t", "tmpfs", "-o", "size=" + DISK_MIB + "m", "tmpfs", data.toString());
        this.proxy = TcpProxy.start(port, brokerPort);
        this.broker = child(
                "broker-process",
                Child.SMALL,
                List.of("chaos", "broker", data.resolve("log").toString(), "" + brokerPort, "" + port),
                !soak);
        Path config = Files.writeString(folder.resolve("larmor.yaml"), soak ? networkConfig() : config());
        List<String> serve = List.of("serve", "--config", config.toString());
        for (int i = 0; i < workers; i++) {
            this.workers.add(child("worker-" + i, soak ? Footprint.FLAGS : Child.SMALL, serve, !soak));
        }
    }

    private Child child(String name, List<String> heap, List<String> arguments, boolean ownClock) {
        Optional<FakeClock> clock = ownClock ? FakeClock.at(folder.resolve(name + ".clock")) : Optional.empty();
        return new Child(name, folder, heap, arguments, clock);
    }

    /** Pictures that cost little, no models. */
    private String config() throws IOException {
        Path zoo = Files.createDirectories(folder.resolve("zoo"));
        return """
            kafka:
              bootstrap: %s
            assemble: {timeoutMillis: 600000}
            scan: {method: sense}
            models: {zoo: "%s"}
            """.formatted(bootstrap(), zoo.toAbsolutePath());
    }

    /** Every stage, with few evaluations: native memory is asked for as in earnest. */
    private String networkConfig() {
        return """
            kafka:
              bootstrap: %s
            scan: {method: coarse-to-fine, model: brain-small, samples: 1}
            models: {threads: 1, warmUp: [{rows: 64, columns: 64}]}
            """.formatted(bootstrap());
    }

    String bootstrap() {
        return "127.0.0.1:" + port;
    }

    Path folder() {
        return folder;
    }

    /** Whether the broker's data lie on a disk of their own, which can be filled. */
    boolean hasOwnDisk() {
        return ownDisk;
    }

    /** Whether the processes have clocks of their own, which can be set. */
    boolean hasOwnClocks() {
        return broker.hasOwnClock();
    }

    List<Child> workers() {
        return workers;
    }

    void startBroker() throws IOException {
        broker.start();
    }

    void startWorkers() throws IOException {
        for (Child worker : workers) {
            worker.start();
        }
    }

    /** Does it; what it was about is mended by {@link #mend}. */
    void inflict(Fault fault) throws IOException, InterruptedException {
        Child worker = workers.get(fault.target() % workers.size());
        switch (fault.kind()) {
            case WORKER_KILLED -> {
                worker.kill();
                worker.start();
            }
            case WORKER_RESTARTED -> {
                worker.terminate();
                worker.start();
            }
            case WORKER_STALLED -> worker.signal("STOP");
            case WORKER_CLOCK -> worker.setClock(fault.jumpSeconds());
            case BROKER_CLOCK -> broker.setClock(fault.jumpSeconds());
            case BROKER_KILLED -> broker.kill();
            case BROKER_RESTARTED -> {
                broker.terminate();
                broker.start();
            }
            case NETWORK_CUT -> proxy.cut();
            case NETWORK_DELAYED -> proxy.delay(DELAY_MILLIS);
            case DISK_FULL -> fill();
            case CONSOLE_KILLED -> {} // the consoles' own business, see Consoles
        }
    }

    void mend(Fault fault) throws IOException, InterruptedException {
        switch (fault.kind()) {
            case WORKER_STALLED -> workers.get(fault.target() % workers.size()).signal("CONT");
            case WORKER_CLOCK -> workers.get(fault.target() % workers.size()).setClock(0);
            case BROKER_CLOCK -> broker.setClock(0);
            case BROKER_KILLED -> broker.start();
            case NETWORK_CUT, NETWORK_DELAYED -> proxy.mend();
            case DISK_FULL -> {
                Files.deleteIfExists(data.resolve("filler"));
                broker.kill();
                broker.start();
            }
            case WORKER_KILLED, WORKER_RESTARTED, BROKER_RESTARTED, CONSOLE_KILLED -> {}
        }
    }

    /** Starts again whatever ended by itself, as a supervisor does; how many that were. */
    int supervise() throws IOException {
        int ended = 0;
        List<Child> all = new ArrayList<>(workers);
        all.add(broker);
        for (Child child : all) {
            if (!child.isAlive()) {
                child.start();
                ended++;
            }
        }
        return ended;
    }

    private void fill() throws IOException {
        byte[] block = new byte[1 << 20];
        try (var out = Files.newOutputStream(data.resolve("filler"))) {
            while (Files.getFileStore(data).getUsableSpace() > 0) {
                out.write(block);
            }
        } catch (IOException e) {
            if (Files.getFileStore(data).getUsableSpace() > block.length) {
                throw e;
            }
        }
    }

    private static boolean mount(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port", e);
        }
    }

    /** Of a process that is told to end meanwhile: none that it began outlives it, stopped or not, and the disk is given back. */
    void abandon() {
        ProcessHandle.current()
                .descendants()
                .filter(ProcessHandle::destroyForcibly)
                .forEach(killed -> killed.onExit().join());
        try {
            if (ownDisk) {
                mount("umount", data.toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(data + " cannot be unmounted", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        IntStream.range(0, workers.size()).parallel().forEach(i -> workers.get(i)
                .close());
        broker.close();
        proxy.close();
        if (ownDisk) {
            mount("umount", data.toString());
        }
    }
}
