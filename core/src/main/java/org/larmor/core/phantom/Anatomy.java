package org.larmor.core.phantom;

import java.util.List;

/** What lies in the scanner: shapes with known transforms for each slice and cardiac phase. */
public sealed interface Anatomy permits SheppLogan, Brain, Heart, Knee {
    /** The name that goes into the scan's header: brain, heart, knee, phantom. */
    String name();

    /**
     * The shapes of a slice that lie still.
     *
     * @param slice from 0 to {@code slices - 1}
     */
    List<Shape> still(int slice, int slices);

    /**
     * The shapes of a slice that move, at one moment.
     *
     * @param moment from 0 to {@code moments - 1}, evenly spread over the cardiac cycle
     */
    default List<Shape> moving(int slice, int slices, int moment, int moments) {
        return List.of();
    }

    /** The modified Shepp-Logan head (Toft, 1996): ten ellipses, alike in every slice. */
    static Anatomy sheppLogan() {
        return new SheppLogan();
    }

    /** A brain-like head whose folds are drawn from {@code seed}. */
    static Anatomy brain(long seed) {
        return new Brain(seed);
    }

    /** A knee in sagittal slices whose grain is drawn from {@code seed}. */
    static Anatomy knee(long seed) {
        return new Knee(seed);
    }

    /** A chest in short-axis view of a beating heart, see {@link CardiacCycle}. */
    static Anatomy heart() {
        return new Heart();
    }
}
