package org.larmor.app.commands;

import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.larmor.app.cli.ExitStatus;
import org.larmor.app.cli.Failure;
import org.larmor.app.cli.Group;
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

    @Option(names = "--print-config", description = "prints the whole configuration as it would be used, and ends")
    private boolean print;

    @Override
    public Integer call() throws Failure, InterruptedException {
        ReconConfig config = service.config();
        if (print) {
            System.out.print(ReconConfigFile.write(config));
            return ExitStatus.OK;
        }
        Set<Role> wanted = Role.of(roles);
        try (LarmorService running = LarmorService.start(config, wanted)) {
            Runtime.getRuntime().addShutdownHook(new Thread(running::close, "close-service"));
            String doing =
                    wanted.stream().map(role -> doing(role, config.kafka())).collect(Collectors.joining("\n"));
            var unused = running.ready().thenRun(() -> System.out.println(doing + "  (Ctrl-C ends)"));
            running.stopped().toCompletableFuture().get();
            return ExitStatus.OK;
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new Failure("the service has stopped: " + cause.getMessage());
        } catch (KafkaException e) {
            throw new Failure(ScanStack.cannotUse(config.kafka().bootstrap(), e));
        }
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
