package org.larmor.app.commands;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.larmor.app.cli.AtExit;
import org.larmor.app.cli.BadInput;
import org.larmor.app.cli.ExitStatus;
import org.larmor.app.cli.Group;
import org.larmor.app.metrics.ResultCounts;
import org.larmor.app.ops.Operations;
import org.larmor.app.options.ListenOptions;
import org.larmor.app.options.OpsOptions;
import org.larmor.app.options.PageAccessOptions;
import org.larmor.app.options.RemoteBrokerOptions;
import org.larmor.display.DisplayConfig;
import org.larmor.display.DisplayServer;
import org.larmor.display.results.GroupWatch;
import org.larmor.display.results.ResultSubscriber;
import org.larmor.recon.ReconConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code larmor display}: the live page for any broker. */
@Group("Run an installation")
@Command(
        name = "display",
        subcommands = DisplayTokenCommand.class,
        description = "Serves the live page of a broker's pictures.",
        footer = {
            "./larmor display --bootstrap localhost:9092 --port 8080",
            "# for other machines: docs/security.md",
            "./larmor display token add anna --tokens tokens",
            "./larmor display --config larmor.yaml --host 0.0.0.0 \\",
            "    --tls-cert page.pem --tls-key page.key --tokens tokens"
        })
public final class DisplayCommand implements Callable<Integer> {
    @Mixin
    private final RemoteBrokerOptions broker = new RemoteBrokerOptions();

    @Mixin
    private final ListenOptions listen = new ListenOptions(8080);

    @Mixin
    private final PageAccessOptions access = new PageAccessOptions();

    @Mixin
    private final OpsOptions ops = new OpsOptions();

    @Option(
            names = "--group",
            paramLabel = "NAME",
            description = "consumer group of the services, whose lag is shown (default: that of their configuration)")
    private String group = ReconConfig.DEFAULT.kafka().group();

    @Option(names = "--from-now", description = "leaves out what the topics hold already")
    private boolean fromNow;

    @Override
    public Integer call() throws BadInput, IOException, InterruptedException {
        DisplayConfig config = DisplayConfig.DEFAULT
                .withHost(listen.host())
                .withPort(listen.port())
                .withAccess(access.access());
        var from = fromNow ? ResultSubscriber.From.NOW : ResultSubscriber.From.BEGINNING;
        ReadHealth reading = new ReadHealth();
        try (Operations operations = ops.open("display", broker.config(), broker.file(), reading.health());
                DisplayServer page = DisplayServer.start(config);
                var results = ResultSubscriber.start(
                        broker.access(),
                        broker.topics(),
                        from,
                        new ResultCounts(operations.figures(), "larmor.display"),
                        page.listener());
                var workers = GroupWatch.start(broker.access(), broker.topics().readouts(), group, page::workers);
                AtExit end = AtExit.run("close-display", results::close)) {
            reading.of(results, operations.figures(), "larmor.display");
            System.out.println("The page: " + page.address() + "  (Ctrl-C ends)");
            new CountDownLatch(1).await();
        }
        return ExitStatus.OK;
    }
}
