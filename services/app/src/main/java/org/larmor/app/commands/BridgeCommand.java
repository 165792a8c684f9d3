package org.larmor.app.commands;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.larmor.app.cli.AtExit;
import org.larmor.app.cli.BadInput;
import org.larmor.app.cli.ExitStatus;
import org.larmor.app.cli.Group;
import org.larmor.app.metrics.BridgeFigures;
import org.larmor.app.ops.Operations;
import org.larmor.app.options.ListenOptions;
import org.larmor.app.options.OpsOptions;
import org.larmor.app.options.PseudonymOptions;
import org.larmor.app.options.RemoteBrokerOptions;
import org.larmor.app.stack.BridgeStack;
import org.larmor.app.stack.ScanStack;
import org.larmor.console.bridge.BridgeSettings;
import org.larmor.proto.Topics;
import org.larmor.proto.access.Access;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code larmor bridge}: a server for clients of the ISMRMRD streaming protocol. */
@Group("Run an installation")
@Command(
        name = "bridge",
        description = {
            "Takes MRD scans from clients of Gadgetron and FIRE.",
            "",
            "They get pictures back, with standard deviations as a second series. A client names a "
                    + "configuration: larmor, larmor-METHOD, or either with -previews; docs/bridge.md has all that can be "
                    + "asked for. Nothing is encrypted and nobody is asked who he is: listen only where the scanner is "
                    + "alone."
        },
        footer = {
            "# a broker and the service as well, in this process",
            "./larmor bridge --local",
            "./larmor bridge --bootstrap broker:9092 --port 9002 --host 0.0.0.0",
            "# clients: of python-ismrmrd-server, of Gadgetron",
            "python3 client.py scan.h5 -p 9002 -c larmor -o pictures.h5",
            "gadgetron_ismrmrd_client -f scan.h5 -p 9002 -c larmor-sense -o pictures.h5"
        })
public final class BridgeCommand implements Callable<Integer> {
    @Mixin
    private final RemoteBrokerOptions broker = new RemoteBrokerOptions();

    @Option(names = "--local", description = "starts a broker and the service in this process, to try it out")
    private boolean local;

    @Mixin
    private final PseudonymOptions pseudonyms = new PseudonymOptions();

    @Mixin
    private final ListenOptions listen = new ListenOptions(9002);

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "32",
            description = "most clients at a time (default: 32)")
    private int connections;

    @Mixin
    private final OpsOptions ops = new OpsOptions();

    @Override
    public Integer call() throws BadInput, IOException, InterruptedException {
        BridgeSettings settings =
                BridgeSettings.DEFAULT.withAddress(listen.host(), listen.port()).withConnections(connections);
        Topics topics = broker.topics();
        if (!local) {
            serve(settings, broker.access(), topics);
        } else if (broker.isNamed()) {
            throw new BadInput("--local starts a broker, --bootstrap names one: give one of them");
        } else {
            try (ScanStack stack = ScanStack.open(null, topics)) {
                serve(settings, stack.access(), topics);
            }
        }
        return ExitStatus.OK;
    }

    private void serve(BridgeSettings settings, Access access, Topics topics)
            throws BadInput, IOException, InterruptedException {
        ReadHealth reading = new ReadHealth();
        try (Operations operations = ops.open("bridge", broker.config(), broker.file(), reading.health());
                BridgeStack bridge = BridgeStack.open(settings, pseudonyms.open(), access, topics, operations.spans());
                AtExit end = AtExit.run("close-bridge", bridge::close)) {
            reading.of(bridge.results(), operations.figures(), "larmor.bridge");
            BridgeFigures.register(operations.figures(), bridge::connections, bridge.sent());
            System.out.println("MRD clients may connect to " + settings.host() + ":" + bridge.port()
                    + "; their scans go to " + topics.readouts() + " on " + access.bootstrap() + "  (Ctrl-C ends)");
            new CountDownLatch(1).await();
        }
    }
}
