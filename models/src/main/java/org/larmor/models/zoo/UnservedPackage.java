package org.larmor.models.zoo;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A package of a kind that this version lists but does not run. */
public record UnservedPackage(
        String name,
        String kind,
        String version,
        List<String> anatomy,
        @Nullable String licence) implements ZooPackage {
    @Override
    public String digest() {
        return "";
    }

    @Override
    public long networkBytes() {
        return 0;
    }

    @Override
    public long parameters() {
        return 0;
    }

    @Override
    public ModelDescription.@Nullable Training training() {
        return null;
    }

    @Override
    public Map<String, Object> validation() {
        return Map.of();
    }

    @Override
    public @Nullable Calibration calibration() {
        return null;
    }

    @Override
    public String toString() {
        return label();
    }
}
