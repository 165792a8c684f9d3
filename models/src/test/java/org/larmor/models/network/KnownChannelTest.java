package org.larmor.models.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.larmor.models.tensor.SharedRuntime;
import org.larmor.models.tensor.Tensor;
import org.larmor.models.tensor.Workspace;

class KnownChannelTest {
    @Test
    void stacksTheChannelsInTheOrderOfThePackage() {
        SharedRuntime.on(workspace -> {
            Tensor anchor = workspace.complex(new float[] {1, 2, 3, 4}, 1, 1, 2);
            List<KnownChannel> channels = List.of(
                    KnownChannel.CONDITIONED,
                    KnownChannel.ANCHOR_IM,
                    KnownChannel.SENSE_RE,
                    KnownChannel.SENSE_NOISE,
                    KnownChannel.NOISE,
                    KnownChannel.LOG_ACCELERATION);
            Tensor known = KnownChannel.stacked(channels, knowledge(workspace), anchor);
            assertArrayEquals(new long[] {1, 6, 1, 2}, known.shape());
            float[] expected = {1, 1, 2, 4, 5, 7, 90, 100, 2, 2, 0.5f, 0.5f};
            assertArrayEquals(expected, known.toFloats(), 1e-5f);
        });
    }

    @Test
    void everyChannelIsFoundByItsLabel() {
        for (KnownChannel channel : KnownChannel.values()) {
            assertEquals(channel, KnownChannel.of(channel.label()));
        }
    }

    @Test
    void refusesAChannelThatIsNotThere() {
        var error = assertThrows(IllegalArgumentException.class, () -> KnownChannel.of("weather"));
        assertTrue(String.valueOf(error.getMessage()).startsWith("a network cannot be told 'weather'"));
    }

    private static Knowledge knowledge(Workspace workspace) {
        return new Knowledge(
                workspace.complex(new float[] {5, 6, 7, 8}, 1, 1, 2),
                workspace.real(new float[] {9, 10}, 1, 1, 2),
                workspace.perElement(new double[] {0.2}, 3),
                workspace.perElement(new double[] {0.5}, 3),
                10);
    }
}
