package org.larmor.load.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes a target's seeds where Jazzer begins with them: arguments are the target and the folder. Without any, the targets' names. */
public final class SeedFolder {
    private SeedFolder() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 2) {
            Targets.ALL.forEach(target -> System.out.println(target.name()));
            return;
        }
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        List<byte[]> seeds = Targets.named(arguments[0]).seeds().get();
        for (int i = 0; i < seeds.size(); i++) {
            Files.write(folder.resolve("seed-" + i), seeds.get(i));
        }
    }
}
