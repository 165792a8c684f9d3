package org.larmor.app.commands;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.larmor.app.cli.AtExit;
import org.larmor.app.cli.BadInput;
import org.larmor.app.cli.ExitStatus;
import org.larmor.app.cli.Group;
import org.larmor.app.metrics.GroupLag;
import org.larmor.app.metrics.ResultMetrics;
import org.larmor.app.ops.Health;
import org.larmor.app.ops.OpsServer;
import org.larmor.app.options.ListenOptions;
import org.larmor.app.options.RemoteBrokerOptions;
import org.larmor.display.results.ResultSubscriber;
import org.larmor.recon.ReconConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code larmor metrics}: figures of an installation for Prometheus. */
@Group("Look after it")
@Command(
        name = "metrics",
        description = {
            "Serves an installation's figures to Prometheus.",
            "",
            "Told by the topics: /metrics, /health/live, /health/ready. One such process is enough for any number of services."
        },
        footer = "./larmor metrics --bootstrap localhost:9092 --port 9400")
public final class MetricsCommand implements Callable<Integer> {
    @Mixin
    private final RemoteBrokerOptions broker = new RemoteBrokerOptions();

    @Mixin
    private final ListenOptions listen = new ListenOptions(9400);

    @Option(
            names = "--group",
            paramLabel = "NAME",
            description = "consumer group of the services (default: that of their configuration)")
    private String group = ReconConfig.DEFAULT.kafka().group();

    @Override
    public Integer call() throws BadInput, IOException, InterruptedException {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var from = ResultSubscriber.From.NOW;
        try (var results = ResultSubscriber.start(broker.access(), broker.topics(), from, new ResultMetrics(registry));
                GroupLag lag = new GroupLag(broker.access(), broker.topics().readouts(), group, registry);
                OpsServer server = OpsServer.start(
                        listen.host(),
                        listen.port(),
                        registry,
                        () -> refresh(lag, registry),
                        health(results::isReading, asked(lag)));
                AtExit end = AtExit.run("close-metrics", results::close)) {
            System.out.println("Figures: http://" + listen.host() + ":" + server.port() + "/metrics  (Ctrl-C ends)");
            new CountDownLatch(1).await();
        }
        return ExitStatus.OK;
    }

    /** Who does not hear any more of what is published would serve figures that stand still. */
    static Health health(BooleanSupplier reading, Health.Check broker) {
        return new Health(() -> reading.getAsBoolean() ? List.of() : List.of("results are no longer read"), broker);
    }

    private static Health.Check asked(GroupLag lag) {
        return () -> {
            lag.refresh();
            return List.of();
        };
    }

    /** The lag as of now, or what was known of it last. */
    private static void refresh(GroupLag lag, PrometheusMeterRegistry registry) {
        boolean answered = asked(lag).text().isEmpty();
        registry.counter("larmor.broker.checks", "answered", Boolean.toString(answered))
                .increment();
    }
}
