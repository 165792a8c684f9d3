package org.larmor.core.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.larmor.core.SharedBrain;
import org.larmor.core.coils.CoilMaps;
import org.larmor.core.coils.Espirit;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.RealImage;
import org.larmor.core.metrics.Score;

/**
 * The classics against BART 0.8 on a measured brain scan, one setting for all masks. BART's figures: {@code ecalib -m1 -c0}, then
 * {@code pics -S -l2 -r0.005} and {@code pics -S -R W:6:0:0.005 -i100}.
 */
@Tag("shared")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PeerComparisonTest {
    private static final double ALLOWED_LOSS = 0.3;

    private SharedBrain brain;
    private RealImage truth;

    @BeforeAll
    void read() {
        brain = SharedBrain.read();
        truth = brain.truth();
    }

    @Test
    void keepsUpAtRandomFourfold() {
        assertKeepsUp(brain.random4(), new Peer(31.84, 30.80), new Peer(33.37, 33.66));
    }

    @Test
    void keepsUpAtRandomEightfold() {
        assertKeepsUp(brain.random8(), new Peer(27.19, 25.43), new Peer(28.49, 27.12));
    }

    @Test
    void keepsUpAtUniformFourfold() {
        assertKeepsUp(brain.uniform4(), new Peer(30.92, 29.98), new Peer(34.40, 34.94));
    }

    @Test
    void tellsTheNoiseThatTheAirHolds() {
        double air = 0.0081;
        assertEquals(air, NoiseLevel.estimate(brain.random4()), 0.1 * air);
        assertEquals(air, NoiseLevel.estimate(brain.random8()), 0.2 * air);
        assertEquals(air, NoiseLevel.estimate(brain.uniform4()), 0.1 * air);
    }

    private void assertKeepsUp(KSpace kspace, Peer sense, Peer l1) {
        CoilMaps maps = Espirit.maps(kspace, Espirit.Settings.UNCROPPED);
        sense.assertReachedBy(Score.of(
                truth,
                new CgSense(CgSense.Settings.DEFAULT).reconstruct(kspace, maps).magnitude()));
        l1.assertReachedBy(Score.of(
                truth,
                new L1Wavelet(L1Wavelet.Settings.DEFAULT)
                        .reconstruct(kspace, maps)
                        .magnitude()));
    }

    /** BART's figures, dB. */
    private record Peer(double whole, double object) {
        void assertReachedBy(Score ours) {
            assertTrue(
                    ours.psnr() >= whole - ALLOWED_LOSS && ours.object() >= object - ALLOWED_LOSS,
                    "BART has " + this + ", we have " + ours);
        }
    }
}
