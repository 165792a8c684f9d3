package org.larmor.models.synthesis;

import org.larmor.core.domain.RealVolume;
import org.larmor.core.motion.DisplacementField;
import org.larmor.models.schedule.Urgency;
import org.larmor.models.tensor.DeviceSession;
import org.larmor.models.tensor.TorchRuntime;

/**
 * Finds out, by asking once, whether two networks are G and M: their shapes, finite answers, and that no latent is no motion. So that
 * others are refused when they are loaded and not at the first scan.
 */
final class MotionCheck {
    private static final int LEAST_SIDE = 48;
    private static final int SLICES = 3;
    /** Pixels that float32 may make of nothing. */
    private static final double STILL = 1e-3;

    private final String name;
    private final DeformableNetworks networks;
    private final TorchRuntime runtime;

    MotionCheck(String name, DeformableNetworks networks, TorchRuntime runtime) {
        this.name = name;
        this.networks = networks;
        this.runtime = runtime;
    }

    /** Asks about small pictures that are no squares. @throws IllegalArgumentException one line */
    void run() {
        int multiple = networks.description().multiple();
        int rows = Math.ceilDiv(LEAST_SIDE, multiple) * multiple;
        run(networks.dimensions() == 3 ? SLICES : 1, rows, rows + multiple);
    }

    private void run(int slices, int rows, int columns) {
        RealVolume source = disc(slices, rows, columns, rows / 4.0);
        RealVolume target = disc(slices, rows, columns, rows / 3.0);
        try (DeviceSession session = runtime.open(Urgency.AT_ONCE, () -> false)) {
            var scale = new Normalisation(0, 1);
            var motion = new LatentMotion(networks, session, scale, source, target, runtime.mostElements());
            LatentMotion.Code code = motion.code();
            if (!Double.isFinite(motion.field(code, 1).meanLength())) {
                throw new IllegalArgumentException(
                        "model " + name + " moves pictures by displacements that are not finite");
            }
            DisplacementField still = motion.field(code, 0);
            if (!(still.meanLength() <= STILL)) {
                throw new IllegalArgumentException("model " + name
                        + " moves a picture by %.3g pixels without a latent".formatted(still.meanLength()));
            }
        }
    }

    /** A disc in the middle of each slice, 0 to 1. */
    static RealVolume disc(int slices, int rows, int columns, double radius) {
        float[] values = new float[Math.multiplyExact(slices, rows * columns)];
        for (int i = 0; i < values.length; i++) {
            double y = i / columns % rows - rows / 2.0;
            double x = i % columns - columns / 2.0;
            values[i] = (float) Math.clamp(radius - Math.hypot(y, x), 0, 1);
        }
        return new RealVolume(slices, rows, columns, values);
    }
}
