package org.larmor.recon.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.larmor.models.diffusion.Families;

class MethodTest {
    @ParameterizedTest
    @EnumSource(Method.class)
    void isFoundByItsName(Method method) {
        assertEquals(method, Method.of(method.label()));
    }

    @Test
    void diffusionIsAnotherNameOfTheDefault() {
        assertEquals(Method.COARSE_TO_FINE, Method.of("diffusion"));
    }

    @Test
    void everyFamilyIsAMethodThatEndsRefinedWithoutACoarsePicture() {
        for (String family : Families.names()) {
            Method method = Method.of(family);
            assertTrue(method.steps().contains(Step.REFINED), family);
            assertFalse(method.steps().contains(Step.COARSE), family);
        }
    }

    @Test
    void anUnknownNameIsRefusedWithTheKnownOnes() {
        var error = assertThrows(IllegalArgumentException.class, () -> Method.of("magic"));
        assertEquals(
                "method 'magic' is none of zero-filled, sense, l1-wavelet, low-rank-sparse, coarse-to-fine, diffuserecon,"
                        + " diffuserecon-paper, mc-ddpm, mc-ddpm-paper",
                error.getMessage());
    }
}
