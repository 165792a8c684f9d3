package org.larmor.app.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.larmor.app.cli.BadInput;
import org.larmor.app.cli.ExitStatus;
import org.larmor.app.cli.Failure;
import org.larmor.app.cli.Group;
import org.larmor.app.cli.JsonOption;
import org.larmor.app.cli.ProgressLine;
import org.larmor.app.options.ContrastOptions;
import org.larmor.app.options.MethodOptions;
import org.larmor.app.options.RemoteBrokerOptions;
import org.larmor.app.options.SimulationOptions;
import org.larmor.app.stack.RequestedScan;
import org.larmor.console.ScanSource;
import org.larmor.console.simulate.SimulatedSource;
import org.larmor.core.domain.ScanHeader.UserParameter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code larmor simulate}: a numerical scan into the readouts topic. */
@Group("Run an installation")
@Command(
        name = "simulate",
        description = {
            "Streams a simulated multi-coil scan to a broker.",
            "",
            "What is not given is as the anatomy usually has it."
        },
        footer = {
            "./larmor simulate --bootstrap localhost:9092 --anatomy brain --R 4 --slices 3",
            "./larmor simulate --bootstrap localhost:9092 --anatomy heart --no-pace",
            "# free-running, with irregular beats, gated by its ECG",
            "./larmor simulate --bootstrap localhost:9092 --anatomy heart \\",
            "    --cardiac retrospective --ectopic 0.05 --no-triggers"
        })
public final class SimulateCommand implements Callable<Integer> {
    @Mixin
    private final SimulationOptions simulation = new SimulationOptions();

    @Mixin
    private final ContrastOptions contrast = new ContrastOptions();

    @Mixin
    private final RemoteBrokerOptions broker = new RemoteBrokerOptions();

    @Option(
            names = "--pace",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "as fast as a scanner measures (default), or --no-pace: as fast as possible")
    private boolean pace;

    @Option(
            names = "--sufficient-nrmse",
            paramLabel = "E",
            description = "asks to be told when every picture's predicted error falls below E, for example 0.08")
    private @Nullable Double sufficientNrmse;

    @Mixin
    private final ResumeOptions resume = new ResumeOptions();

    @Mixin
    private final JsonOption answer = new JsonOption();

    @Override
    public Integer call() throws BadInput, Failure, InterruptedException {
        List<UserParameter> wishes = new ArrayList<>(MethodOptions.sufficient(sufficientNrmse));
        wishes.addAll(contrast.wishes());
        try (ScanSource scan = new RequestedScan(new SimulatedSource(simulation.scan()), wishes, contrast.study());
                ProgressLine progress = ProgressLine.onTerminal()) {
            Optional<Parcel> parcel = resume.parcel(answer, broker.access(), broker.topics(), scan);
            if (parcel.isPresent()) {
                Sending.send(broker, parcel.get(), pace, progress, answer);
            }
            return ExitStatus.OK;
        }
    }
}
