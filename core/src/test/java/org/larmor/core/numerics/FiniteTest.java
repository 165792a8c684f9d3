package org.larmor.core.numerics;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FiniteTest {
    private static final int SAMPLES = 37;

    @ParameterizedTest
    @ValueSource(ints = {0x7f800000, 0xff800000, 0x7fc00000, 0xffc00000, 0x7f800001, 0xffffffff})
    void oneThatIsNoNumberIsFoundWhereverItLies(int bits) {
        for (int at = 0; at < SAMPLES; at++) {
            float[] samples = new float[SAMPLES];
            samples[at] = Float.intBitsToFloat(bits);
            assertFalse(Finite.all(samples), "at " + at);
        }
    }

    @Test
    void everyNumberIsFinite() {
        assertTrue(Finite.all(
                new float[] {0, -0f, 1, -1, Float.MIN_VALUE, -Float.MIN_VALUE, Float.MAX_VALUE, -Float.MAX_VALUE}));
        assertTrue(Finite.all(new float[0]));
    }
}
