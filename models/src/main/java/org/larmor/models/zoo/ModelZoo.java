package org.larmor.models.zoo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The model packages of a folder, one subfolder each, in the order of their names. */
public final class ModelZoo {
    /** System property that names the folder. */
    public static final String FOLDER = "larmor.zoo";

    private final List<ZooPackage> all;
    private final List<String> faults;

    /**
     * These packages.
     *
     * @param faults one line for each package that was left out
     */
    public ModelZoo(List<? extends ZooPackage> packages, List<String> faults) {
        this.all = List.copyOf(packages);
        this.faults = List.copyOf(faults);
    }

    /** Reads the folder that the property {@link #FOLDER} names, or else {@code models/zoo} in the working folder. */
    public static ModelZoo standard() {
        return read(Path.of(System.getProperty(FOLDER, "models/zoo")));
    }

    /** Reads every package of the folder; one that cannot be used is left out and told in {@link #faults}. */
    public static ModelZoo read(Path folder) {
        List<ZooPackage> packages = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (Path each : subfolders(folder, faults)) {
            try {
                packages.add(PackageReader.read(each));
            } catch (IOException e) {
                faults.add(String.valueOf(e.getMessage()));
            }
        }
        return new ModelZoo(packages, faults);
    }

    private static List<Path> subfolders(Path folder, List<String> faults) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> Files.isRegularFile(entry.resolve(PackageReader.DESCRIPTION)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            faults.add(folder + " cannot be listed: " + e.getMessage());
            return List.of();
        }
    }

    /** Every package, of whatever kind. */
    public List<ZooPackage> all() {
        return all;
    }

    /** Those that reconstruct. */
    public List<ModelPackage> packages() {
        return only(ModelPackage.class);
    }

    /** Those that synthesise frames. */
    public List<DeformablePackage> deformable() {
        return only(DeformablePackage.class);
    }

    /** Those that map anomalies. */
    public List<AnomalyPackage> anomaly() {
        return only(AnomalyPackage.class);
    }

    private <P extends ZooPackage> List<P> only(Class<P> kind) {
        return all.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** One line for each package that cannot be used. */
    public List<String> faults() {
        return faults;
    }

    public Optional<ModelPackage> named(String name) {
        return packages().stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /**
     * The model for pictures of this size and anatomy.
     *
     * @param name the wished model, or empty for one that fits: one that was trained on this anatomy before others, of those the one
     *     of fewest parameters, which is the quickest
     * @param anatomy as the scan's header tells it, or empty
     */
    public Choice choose(String name, int rows, int columns, String anatomy, Conditioning conditioning) {
        List<ModelPackage> candidates =
                name.isEmpty() ? packages() : named(name).map(List::of).orElse(List.of());
        Optional<ModelPackage> chosen = candidates.stream()
                .filter(each -> each.unfit(rows, columns, conditioning).isEmpty())
                .min(Comparator.comparing(
                                (ModelPackage each) -> !each.remark(anatomy).isEmpty())
                        .thenComparingLong(ModelPackage::parameters));
        String remark = chosen.map(model -> model.remark(anatomy))
                .or(() -> candidates.stream().findFirst().map(model -> model.unfit(rows, columns, conditioning)))
                .orElseGet(() -> noCandidate(name));
        return new Choice(chosen, remark);
    }

    private String noCandidate(String name) {
        String fault = faults.stream().findFirst().map(line -> ": " + line).orElse("");
        return (name.isEmpty() ? "there is no model" : "there is no model named " + name) + fault;
    }

    /**
     * The chosen model, or none.
     *
     * @param remark why there is none, or what does not fit the chosen one; one line, empty where all does
     */
    public record Choice(Optional<ModelPackage> model, String remark) {}
}
