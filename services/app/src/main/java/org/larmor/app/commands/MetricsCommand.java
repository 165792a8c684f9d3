package org.larmor.app.commands;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.larmor.app.cli.BadInput;
import org.larmor.app.cli.ExitStatus;
import org.larmor.app.cli.Group;
import org.larmor.app.metrics.GroupLag;
import org.larmor.app.metrics.ResultMetrics;
import org.larmor.app.ops.Health;
import org.larmor.app.ops.OpsServer;
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

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "9400",
            description = "port to listen on (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "address to listen on (default: this machine only)")
    private String host = "";

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
                OpsServer server = OpsServer.start(host, port, registry, () -> refresh(lag, registry), health(lag))) {
            System.out.println("Figures: http://" + host + ":" + server.port() + "/metrics  (Ctrl-C ends)");
            Runtime.getRuntime().addShutdownHook(new Thread(results::close, "close"));
            new CountDownLatch(1).await();
        }
        return ExitStatus.OK;
    }

    private static Health health(GroupLag lag) {
        return new Health(Health.Check.NOTHING, () -> {
            lag.refresh();
            return List.of();
        });
    }

    /** The lag as of now, or what was known of it last. */
    private static void refresh(GroupLag lag, PrometheusMeterRegistry registry) {
        boolean answered = health(lag).ready().text().isEmpty();
        registry.counter("larmor.broker.checks", "answered", Boolean.toString(answered))
                .increment();
    }
}
