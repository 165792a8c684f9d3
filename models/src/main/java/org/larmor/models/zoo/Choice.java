package org.larmor.models.zoo;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The chosen model, or none and why.
 *
 * @param reason one line where there is none; empty otherwise
 */
public record Choice<M extends ZooPackage>(Optional<M> model, String reason) {
    /**
     * The first that fits.
     *
     * @param name the wished model, or empty for any
     * @param what the models are, for the reason: "deformable model"
     * @param unfit why a model does not fit, or an empty text
     */
    static <M extends ZooPackage> Choice<M> first(List<M> models, String name, String what, Function<M, String> unfit) {
        List<M> candidates = models.stream()
                .filter(each -> name.isEmpty() || each.name().equals(name))
                .toList();
        if (candidates.isEmpty()) {
            return new Choice<>(Optional.empty(), "there is no " + what + (name.isEmpty() ? "" : " named " + name));
        }
        return candidates.stream()
                .filter(each -> unfit.apply(each).isEmpty())
                .findFirst()
                .map(fitting -> new Choice<>(Optional.of(fitting), ""))
                .orElseGet(() -> new Choice<>(Optional.empty(), unfit.apply(candidates.getFirst())));
    }

    /** The same, where there is none with what else went wrong. */
    public Choice<M> because(Optional<String> fault) {
        return model.isPresent() || fault.isEmpty()
                ? this
                : new Choice<>(Optional.empty(), reason + ": " + fault.get());
    }
}
