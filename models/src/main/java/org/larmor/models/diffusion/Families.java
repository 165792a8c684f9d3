package org.larmor.models.diffusion;

import java.util.List;
import java.util.stream.Stream;
import org.larmor.models.zoo.Conditioning;

/**
 * The published families by name, and what each spends. A family, or a preset of one, is added by one row here. The presets named
 * {@code -paper} spend what the papers do; all their steps lie below the network's highest noise level.
 */
public final class Families {
    private static final List<Row> ROWS = List.of(
            new Row(new DiffuseRecon(), new FamilySettings("diffuserecon", 0, 8, 0.9, 16, 16, 0.5, 1, 8)),
            new Row(new DiffuseRecon(), new FamilySettings("diffuserecon-paper", 0, 20, 0.9, 100, 20, 0.06, 1, 8)),
            new Row(new McDdpm(), new FamilySettings("mc-ddpm", 4, 8, 0.3, 8, 0, 0.3, 1, 8)),
            new Row(new McDdpm(), new FamilySettings("mc-ddpm-paper", 0, 20, 0.9, 250, 0, 0.9, 1, 8)));

    private record Row(Family family, FamilySettings usual) {}

    private Families() {}

    public static List<String> names() {
        return ROWS.stream().map(row -> row.usual.method()).toList();
    }

    /**
     * What this family spends unless it is told otherwise.
     *
     * @throws IllegalArgumentException if there is no such family
     */
    public static FamilySettings usual(String name) {
        return row(name).usual;
    }

    /**
     * What this family tells its network.
     *
     * @throws IllegalArgumentException if there is no such family
     */
    public static Conditioning conditioning(String name) {
        return row(name).family.conditioned() ? Conditioning.CONDITIONAL : Conditioning.UNCONDITIONAL;
    }

    static Family named(String name) {
        return row(name).family;
    }

    private static Row row(String name) {
        Stream<Row> there = ROWS.stream().filter(row -> row.usual.method().equals(name));
        return there.findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no family '" + name + "', only " + String.join(", ", names())));
    }
}
