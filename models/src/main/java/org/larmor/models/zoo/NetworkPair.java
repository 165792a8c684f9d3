package org.larmor.models.zoo;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.larmor.models.tensor.TorchModule;
import org.larmor.models.tensor.TorchRuntime;

/** A package of two networks: its name, what its description says, and the networks' bytes, whose digests were checked. */
abstract sealed class NetworkPair<D extends NetworkPair.Description> implements ZooPackage
        permits AnomalyPackage, DeformablePackage {
    private final String name;
    private final D description;
    private final byte[] first;
    private final byte[] second;

    NetworkPair(String name, D description, byte[] first, byte[] second) {
        this.name = name;
        this.description = description;
        this.first = first;
        this.second = second;
    }

    /** What the descriptions of such packages have in common. */
    interface Description {
        String kind();

        @Nullable
        String version();

        @Nullable
        List<String> anatomy();

        @Nullable
        String licence();

        /** The files of the two networks, in order. */
        List<NetworkFile> networks();

        /** How many weights each network has, by its name; or null. */
        @Nullable
        Map<String, Long> parameters();

        /** Figures that its makers state, or null. */
        @Nullable
        Map<String, Object> metrics();
    }

    public final D description() {
        return description;
    }

    /**
     * Loads both networks onto the runtime's device.
     *
     * @param joined what is made of them
     * @throws IllegalArgumentException if this libtorch cannot read one of them; one line
     */
    public final <T> T open(TorchRuntime runtime, BiFunction<TorchModule, TorchModule, T> joined) {
        TorchModule one = runtime.load(path(0), first);
        try {
            return joined.apply(one, runtime.load(path(1), second));
        } catch (RuntimeException e) {
            runtime.onDevice(workspace -> {
                one.close();
                return true;
            });
            throw e;
        }
    }

    private String path(int network) {
        return name + "/" + description.networks().get(network).file();
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String kind() {
        return description.kind();
    }

    @Override
    public final String version() {
        return Objects.requireNonNullElse(description.version(), "");
    }

    @Override
    public final String digest() {
        String both = description.networks().stream().map(NetworkFile::sha256).collect(Collectors.joining());
        return PackageReader.sha256(both.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public final long networkBytes() {
        return (long) first.length + second.length;
    }

    @Override
    public final List<String> anatomy() {
        return Objects.requireNonNullElse(description.anatomy(), List.of());
    }

    @Override
    public final @Nullable String licence() {
        return description.licence();
    }

    @Override
    public final long parameters() {
        return Objects.requireNonNullElse(description.parameters(), Map.<String, Long>of()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    @Override
    public final Map<String, Object> validation() {
        return Objects.requireNonNullElse(description.metrics(), Map.of());
    }

    @Override
    public final String toString() {
        return label();
    }
}
