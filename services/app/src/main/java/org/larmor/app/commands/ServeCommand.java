package org.larmor.app.commands;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.larmor.app.cli.ExitStatus;
import org.larmor.app.cli.Failure;
import org.larmor.app.cli.Group;
import org.larmor.app.ops.Health;
import org.larmor.app.ops.Operations;
import org.larmor.app.options.OpsOptions;
import org.larmor.app.options.ServiceOptions;
import org.larmor.app.stack.ScanStack;
import org.larmor.recon.LarmorService;
import org.larmor.recon.ReconConfig;
import org.larmor.recon.ReconConfigFile;
import org.larmor.recon.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code larmor serve}: the service against any Kafka, until it is told to end. */
@Group("Run an installation")
@Command(
        name = "serve",
        description = {
            "Runs the service at a broker until it is told to end.",
            "",
            "Options go before environment variables, these before the file, the file before the defaults: "
                    + "docs/configuration.md."
        },
        footer = {
            "./larmor serve --bootstrap localhost:9092",
            "./larmor serve --config larmor.yaml",
            "# pictures in, anomaly maps out; not for diagnosis",
            "./larmor serve --role anomaly --bootstrap localhost:9092",
            "# with figures and health: docs/operations.md",
            "./larmor serve --bootstrap localhost:9092 --ops-port 9401",
            "# every key as it would be used",
            "./larmor serve --print-config > larmor.yaml"
        })
public final class ServeCommand implements Callable<Integer> {
    @Mixin
    private final ServiceOptions service = new ServiceOptions();

    @Option(
            names = "--role",
            paramLabel = "ROLES",
            defaultValue = "recon",
            description = "recon (readouts to pictures), anomaly (pictures to anomaly maps), both with a comma, or all;"
                    + " several share the device (default: recon)")
    private String roles = "recon";

    @Mixin
    private final OpsOptions ops = new OpsOptions();

    @Option(names = "--print-config", description = "prints the whole configuration as it would be used, and ends")
    private boolean print;

    @Override
    public Integer call() throws Failure, IOException, InterruptedException {
        ReconConfig config = service.config();
        if (print) {
            System.out.print(ReconConfigFile.write(config));
            return ExitStatus.OK;
        }
        Set<Role> wanted = Role.of(roles);
        AtomicReference<@Nullable LarmorService> running = new AtomicReference<>();
        String called = wanted.contains(Role.RECON) ? "recon" : "anomaly";
        try (Operations operations = ops.open(called, config, service.file(), health(running));
                LarmorService started = LarmorService.start(config, wanted, operations.telemetry())) {
            running.set(started);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(started, operations), "close-service"));
            String doing =
                    wanted.stream().map(role -> doing(role, config.kafka())).collect(Collectors.joining("\n"));
            var unused = started.ready().thenRun(() -> System.out.println(doing + "  (Ctrl-C ends)"));
            started.stopped().toCompletableFuture().get();
            return ExitStatus.OK;
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new Failure("the service has stopped: " + cause.getMessage());
        } catch (KafkaException e) {
            throw new Failure(ScanStack.cannotUse(config.kafka().bootstrap(), e));
        }
    }

    /** The endpoint says that the service drains until it has, and the last steps of traces go out. */
    private static void close(LarmorService service, Operations operations) {
        service.close();
        operations.close();
    }

    /** Of a service that may not be there yet: its models are being warmed. */
    private static Health health(AtomicReference<@Nullable LarmorService> running) {
        return new Health(
                () -> {
                    LarmorService service = running.get();
                    return service == null ? List.of() : service.troubles();
                },
                () -> {
                    LarmorService service = running.get();
                    return service == null ? List.of("the models are being warmed") : service.unready();
                });
    }

    private static String doing(Role role, ReconConfig.Kafka kafka) {
        return switch (role) {
                    case RECON ->
                        "Reconstructing what comes to " + kafka.topics().readouts();
                    case ANOMALY ->
                        "Making anomaly maps of what comes to " + kafka.topics().images();
                }
                + " on " + kafka.bootstrap();
    }
}
