package org.larmor.console.simulate;

import org.jspecify.annotations.Nullable;
import org.larmor.core.phantom.CardiacMode;
import org.larmor.core.phantom.CardiacSettings;

/**
 * How a simulated heart beats and is measured; whatever is null is as usual.
 *
 * @param mode prospective, retrospective or real-time
 * @param heartRate beats per minute
 * @param variability standard deviation of the RR interval over its mean; usually 0 where the scan is triggered, else 0.05
 * @param ectopic share of beats that come too early
 * @param heartbeats for how many beats a slice is measured retrospectively
 * @param ecg whether there are ECG waveforms
 * @param triggers whether readouts tell the time since the last R wave
 */
public record HeartOptions(
        @Nullable String mode,
        @Nullable Double heartRate,
        @Nullable Double variability,
        @Nullable Double ectopic,
        @Nullable Integer heartbeats,
        boolean ecg,
        boolean triggers) {
    public static final HeartOptions USUAL = new HeartOptions(null, null, null, null, null, true, true);

    private static final double USUAL_VARIABILITY = .05;

    CardiacSettings settings() {
        CardiacSettings steady = CardiacSettings.STEADY;
        CardiacMode as = mode == null ? steady.mode() : SimulateOptions.name(CardiacMode.class, mode);
        boolean triggered = as == CardiacMode.PROSPECTIVE;
        return new CardiacSettings(
                as,
                heartRate == null ? steady.heartRate() : heartRate,
                variability == null ? triggered ? 0 : USUAL_VARIABILITY : variability,
                ectopic == null ? steady.ectopic() : ectopic,
                heartbeats == null ? steady.heartbeats() : heartbeats,
                ecg,
                triggers);
    }
}
