package org.larmor.proto;

import java.util.List;
import java.util.Random;
import org.larmor.core.domain.EncodedSpace;
import org.larmor.core.domain.EncodingCounters;
import org.larmor.core.domain.EncodingLimits;
import org.larmor.core.domain.EncodingLimits.Limit;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.Readout.Placement;
import org.larmor.core.domain.Readout.SampleWindow;
import org.larmor.core.domain.Readout.Timestamps;
import org.larmor.core.domain.ScanHeader;
import org.larmor.core.domain.ScanHeader.UserParameter;
import org.larmor.core.domain.Trajectory;
import org.larmor.core.domain.Vector3;

/** Random but valid values for the codecs' tests. */
final class Samples {
    private static final List<Trajectory> TRAJECTORIES = List.of(Trajectory.values());

    private final Random random;

    Samples(long seed) {
        random = new Random(seed);
    }

    ScanHeader header(String scanId) {
        return new ScanHeader(
                scanId,
                "study-" + random.nextInt(100),
                "",
                "t2 \u03c4 spin echo",
                "brain",
                new EncodedSpace(512, 180, 1, vector()),
                new EncodedSpace(256, 180, 1, vector()),
                new EncodingLimits(
                        limit(), limit(), limit(), limit(), limit(), limit(), limit(), limit(), limit(), limit()),
                1 + random.nextInt(64),
                TRAJECTORIES.get(random.nextInt(TRAJECTORIES.size())),
                random.nextDouble(1, 8),
                random.nextDouble(),
                random.nextDouble(),
                random.nextLong(1 << 20),
                random.nextBoolean() ? random.nextDouble() : null,
                List.of(new UserParameter("larmor.method", "sense"), new UserParameter("x", "")));
    }

    Readout readout(long sequence, int coils, int count) {
        float[] samples = new float[2 * coils * count];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) random.nextGaussian();
        }
        return new Readout(
                sequence,
                random.nextLong(),
                new EncodingCounters(
                        counter(), counter(), counter(), counter(), counter(), counter(), counter(), counter(),
                        counter()),
                new SampleWindow(count, count / 2, 1, 2),
                new Placement(vector(), vector(), vector(), vector()),
                new Timestamps(random.nextInt(1 << 30), random.nextInt(1 << 30)),
                coils,
                samples);
    }

    Vector3 vector() {
        return new Vector3(random.nextFloat() - .5f, random.nextFloat(), random.nextFloat());
    }

    private int counter() {
        return random.nextInt(65_536);
    }

    private Limit limit() {
        int low = random.nextInt(100);
        return new Limit(low, low + random.nextInt(100), random.nextInt(200));
    }
}
