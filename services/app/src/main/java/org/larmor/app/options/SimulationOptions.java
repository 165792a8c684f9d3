package org.larmor.app.options;

import org.jspecify.annotations.Nullable;
import org.larmor.app.cli.Group;
import org.larmor.console.simulate.SimulateOptions;
import org.larmor.core.phantom.SimulatedScan;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a simulated scan is made of; what is not given is as the anatomy usually has it. */
@Group("Simulated scan")
public final class SimulationOptions {
    @Option(
            names = "--anatomy",
            paramLabel = "NAME",
            defaultValue = "brain",
            completionCandidates = Choices.Anatomies.class,
            description = "shepp-logan, brain, heart or knee (default: ${DEFAULT-VALUE})")
    private String anatomy = "brain";

    @Option(names = "--scan-id", paramLabel = "ID", description = "name of the scan (default: anatomy and seed)")
    private @Nullable String scanId;

    @Option(names = "--matrix", paramLabel = "N", description = "rows and columns of the pictures")
    private @Nullable Integer matrix;

    @Option(names = "--slices", paramLabel = "N", description = "slices")
    private @Nullable Integer slices;

    @Option(names = "--phases", paramLabel = "N", description = "cardiac phases, or real-time frames")
    private @Nullable Integer phases;

    @Option(names = "--coils", paramLabel = "N", description = "receive coils")
    private @Nullable Integer coils;

    @Option(names = "--oversampling", paramLabel = "N", description = "readout oversampling: 1 or 2")
    private @Nullable Integer oversampling;

    @Option(
            names = "--mask",
            paramLabel = "MASK",
            completionCandidates = Choices.Masks.class,
            description = "full, uniform, random, variable-density, kt-uniform, kt-random or partial-fourier")
    private @Nullable String mask;

    @Option(names = "--partial-fourier", description = "the same as --mask partial-fourier")
    private boolean partialFourier;

    @Option(names = "--R", paramLabel = "R", description = "acceleration")
    private @Nullable Double acceleration;

    @Option(names = "--acs", paramLabel = "N", description = "calibration lines in the centre")
    private @Nullable Integer acs;

    @Option(names = "--order", paramLabel = "ORDER", description = "linear, centre-out or shuffled")
    private @Nullable String order;

    @Option(names = "--noise", paramLabel = "SD", description = "noise, where white tissue is about 1")
    private @Nullable Double noise;

    @Option(
            names = "--noise-scan",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "noise readouts come first (default: yes)")
    private boolean noiseScan = true;

    @Option(names = "--tr", paramLabel = "MS", description = "time between two readouts, milliseconds")
    private @Nullable Double repetitionTimeMillis;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "seed of anatomy, mask and noise (default: 1)")
    private long seed = 1;

    @Mixin
    private final HeartbeatOptions heart = new HeartbeatOptions();

    public SimulatedScan scan() {
        return new SimulateOptions(
                        anatomy,
                        scanId,
                        matrix,
                        slices,
                        phases,
                        coils,
                        oversampling,
                        partialFourier ? "partial-fourier" : mask,
                        acceleration,
                        acs,
                        order,
                        noise,
                        noiseScan,
                        repetitionTimeMillis,
                        seed,
                        heart.options())
                .scan();
    }
}
