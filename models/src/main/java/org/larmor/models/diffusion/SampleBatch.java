package org.larmor.models.diffusion;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Samples that are drawn together: for each element the place of its slice and the seed of its noise. A sample's seed depends on
 * its number alone, so that it does not matter which others it is drawn with.
 */
record SampleBatch(int[] places, long[] seeds) {
    /** All samples of all slices, at most so many at once. */
    static List<SampleBatch> of(int slices, int samples, int most, long seed) {
        List<SampleBatch> batches = new ArrayList<>();
        int all = slices * samples;
        for (int from = 0; from < all; from += most) {
            int to = Math.min(from + most, all);
            batches.add(new SampleBatch(
                    IntStream.range(from, to).map(e -> e / samples).toArray(),
                    IntStream.range(from, to)
                            .mapToLong(e -> GaussianNoise.seed(seed, e % samples))
                            .toArray()));
        }
        return batches;
    }

    <T> List<T> chosen(List<T> ofSlices) {
        return IntStream.of(places).mapToObj(ofSlices::get).toList();
    }
}
