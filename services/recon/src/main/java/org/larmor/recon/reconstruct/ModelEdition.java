package org.larmor.recon.reconstruct;

import java.util.List;
import java.util.stream.Stream;
import org.larmor.models.zoo.Conditioning;
import org.larmor.models.zoo.ModelPackage;
import org.larmor.models.zoo.ModelZoo;

/**
 * The models that scans begin with at one time, one of each name. Immutable.
 *
 * @param faults one line for each package that was left out
 */
record ModelEdition(List<LoadedModel> models, List<String> faults) {
    static final ModelEdition EMPTY = new ModelEdition(List.of(), List.of());

    ModelEdition {
        models = List.copyOf(models);
        faults = List.copyOf(faults);
    }

    /** The same with this model in the place of the one of its name, in the order of the names. */
    ModelEdition with(LoadedModel loaded) {
        List<LoadedModel> others = without(loaded.model().name()).models;
        return new ModelEdition(
                Stream.concat(others.stream(), Stream.of(loaded))
                        .sorted(java.util.Comparator.comparing(
                                each -> each.model().name()))
                        .toList(),
                faults);
    }

    ModelEdition without(String name) {
        return new ModelEdition(
                models.stream()
                        .filter(each -> !each.model().name().equals(name))
                        .toList(),
                faults);
    }

    ModelEdition withFaults(List<String> lines) {
        return new ModelEdition(models, lines);
    }

    /** Chooses among them by {@link ModelZoo#choose}. */
    DiffusionStep.Choice choose(DiffusionStep.Wish wish) {
        Conditioning conditioning = ModelDiffusion.conditioning(wish.method());
        ModelZoo.Choice choice = new ModelZoo(packages(), faults)
                .choose(wish.model(), wish.rows(), wish.columns(), wish.anatomy(), conditioning);
        return choice.model()
                .<DiffusionStep.Choice>map(model -> new DiffusionStep.Choice.Chosen(
                        new DiffusionStep.Model(model.name(), model.version(), model.digest()), choice.remark()))
                .orElseGet(() -> new DiffusionStep.Choice.Nothing(choice.remark()));
    }

    private List<ModelPackage> packages() {
        return models.stream().map(LoadedModel::model).toList();
    }
}
