package org.larmor.app.options;

import org.jspecify.annotations.Nullable;
import org.larmor.app.cli.Group;
import org.larmor.console.simulate.HeartOptions;
import picocli.CommandLine.Option;

/** How a simulated heart beats and is measured. */
@Group("Simulated heart")
public final class HeartbeatOptions {
    @Option(
            names = "--cardiac",
            paramLabel = "MODE",
            description =
                    "prospective (triggered, by the phase counter; default), retrospective (free-running, gated by the"
                            + " service) or real-time (a frame after the other)")
    private @Nullable String mode;

    @Option(names = "--heart-rate", paramLabel = "BPM", description = "beats per minute (default: 75)")
    private @Nullable Double heartRate;

    @Option(
            names = "--heart-rate-variability",
            paramLabel = "SHARE",
            description = "standard deviation of the RR interval over its mean (default: 0.05, 0 if triggered)")
    private @Nullable Double variability;

    @Option(
            names = "--ectopic",
            paramLabel = "SHARE",
            description = "share of beats that come too early and are followed by a pause (default: 0)")
    private @Nullable Double ectopic;

    @Option(
            names = "--heartbeats",
            paramLabel = "N",
            description = "beats for which a slice is measured retrospectively (default: two more than its lines need)")
    private @Nullable Integer heartbeats;

    @Option(
            names = "--ecg",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "ECG waveforms come with the readouts (default: yes)")
    private boolean ecg = true;

    @Option(
            names = "--triggers",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "readouts tell the time since the last R wave (default: yes)")
    private boolean triggers = true;

    public HeartOptions options() {
        return new HeartOptions(mode, heartRate, variability, ectopic, heartbeats, ecg, triggers);
    }
}
