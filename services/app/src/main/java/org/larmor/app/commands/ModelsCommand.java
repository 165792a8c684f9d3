package org.larmor.app.commands;

import java.util.concurrent.Callable;
import org.larmor.app.cli.ExitStatus;
import org.larmor.app.cli.Failure;
import org.larmor.app.cli.Table;
import org.larmor.app.stack.Home;
import org.larmor.models.zoo.ModelPackage;
import org.larmor.models.zoo.ModelZoo;
import picocli.CommandLine.Command;

/** {@code larmor models}: the model packages that the service can choose from; each one's digest is checked. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description = "Lists the model packages and checks their weights.",
        footer = {"", "Example:", "  ./larmor models"})
public final class ModelsCommand implements Callable<Integer> {
    @Override
    public Integer call() throws Failure {
        ModelZoo zoo = ModelZoo.read(Home.zoo());
        Table table = new Table("model", "version", "anatomy", "parameters", "weights sha256");
        for (ModelPackage model : zoo.packages()) {
            var anatomy = model.description().anatomy();
            table.row(
                    model.name(),
                    model.version(),
                    anatomy == null || anatomy.isEmpty() ? "any" : String.join(", ", anatomy),
                    "%,d".formatted(model.description().parameters()),
                    model.digest().substring(0, 12));
        }
        System.out.print(zoo.packages().isEmpty() ? "No model packages in " + Home.zoo() + "\n" : table);
        if (!zoo.faults().isEmpty()) {
            throw new Failure(String.join("; ", zoo.faults()));
        }
        return ExitStatus.OK;
    }
}
