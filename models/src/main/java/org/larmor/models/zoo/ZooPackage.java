package org.larmor.models.zoo;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A folder of the zoo whose description was understood and whose files have the digests that it states. */
public sealed interface ZooPackage permits ModelPackage, NetworkPair, UnservedPackage {
    String name();

    /** What sort of network it holds. */
    String kind();

    /** The version, or empty where the package states none. */
    String version();

    /** sha256 of the network, hexadecimal; of several files that of their digests. Empty where none is known. */
    String digest();

    /** Size of all its networks. */
    long networkBytes();

    /** What it was trained for; empty for anything. */
    List<String> anatomy();

    /** Licence of the weights, or null where it is not told. */
    @Nullable
    String licence();

    /** How many weights. */
    long parameters();

    /** What it was trained on, or null where it is not told. */
    ModelDescription.@Nullable Training training();

    /** Figures that its makers state. */
    Map<String, Object> validation();

    /** What makes its deviations true, or null where it was never calibrated. */
    @Nullable
    Calibration calibration();

    /** Name, version and the digest's beginning. */
    default String label() {
        String version = version().isEmpty() ? "" : " " + version();
        return name() + version + (digest().isEmpty() ? "" : " (" + digest().substring(0, 12) + ")");
    }
}
