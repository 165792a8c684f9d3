package org.larmor.app.commands;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.larmor.app.cli.BadInput;
import org.larmor.app.cli.ExitStatus;
import org.larmor.app.cli.Failure;
import org.larmor.app.cli.ProgressLine;
import org.larmor.app.cli.Table;
import org.larmor.app.stack.Home;
import org.larmor.models.anomaly.AnomalyFinder;
import org.larmor.models.diffusion.DiffusionReconstructor;
import org.larmor.models.synthesis.FrameSynthesizer;
import org.larmor.models.tensor.TorchRuntime;
import org.larmor.models.zoo.AnomalyPackage;
import org.larmor.models.zoo.DeformablePackage;
import org.larmor.models.zoo.ModelPackage;
import org.larmor.models.zoo.ModelZoo;
import org.larmor.models.zoo.UnservedPackage;
import org.larmor.models.zoo.ZooPackage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code larmor models}: the model packages that the service can choose from; each one's digest is checked. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description = "Lists the model packages and checks the digest of their weights.",
        footer = {
            "",
            "Examples:",
            "  ./larmor models                      the same as: ./larmor models list",
            "  ./larmor models show brain-small     data, licences, figures, calibration",
            "  ./larmor models verify               loads and evaluates each"
        })
public final class ModelsCommand implements Callable<Integer> {
    private static final int LARGE = 192;
    private static final int SMALL = 96;

    @Override
    public Integer call() throws Failure {
        return list();
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the model packages and checks the digest of their weights.",
            footer = {"", "Example:", "  ./larmor models list"})
    int list() throws Failure {
        ModelZoo zoo = ModelZoo.read(Home.zoo());
        Table table = new Table("model", "version", "kind", "anatomy", "size", "licence", "steps", "weights sha256");
        for (ZooPackage model : zoo.all()) {
            table.row(
                    model.name(),
                    model.version(),
                    model.kind(),
                    ModelCard.anatomy(model),
                    "%.1f MB".formatted(model.networkBytes() / 1e6),
                    ModelCard.licence(model),
                    ModelCard.steps(model),
                    model.digest().isEmpty() ? "not served" : model.digest().substring(0, 12));
        }
        System.out.print(zoo.all().isEmpty() ? "No model packages in " + Home.zoo() + "\n" : table);
        refuse(zoo.faults());
        return ExitStatus.OK;
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Says what a model was trained on and how good it is.",
            footer = {"", "Example:", "  ./larmor models show brain-small"})
    int show(@Parameters(paramLabel = "NAME", description = "name of a model package") String name)
            throws BadInput, Failure {
        System.out.print(ModelCard.of(NamedModel.ofAnyKind(ModelZoo.read(Home.zoo()), name)));
        return ExitStatus.OK;
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = "Checks digests, loads each network and evaluates it at two sizes.",
            footer = {"", "Example:", "  ./larmor models verify brain-small"})
    int verify(
            @Parameters(paramLabel = "NAME", arity = "0..1", description = "default: every model") @Nullable
                    String name)
            throws BadInput, Failure {
        ModelZoo zoo = ModelZoo.read(Home.zoo());
        List<? extends ZooPackage> models = name == null ? zoo.all() : List.of(NamedModel.ofAnyKind(zoo, name));
        Table table = new Table("model", "digest", "loads", "evaluates", "seconds");
        try (TorchRuntime runtime = Device.start();
                ProgressLine progress = ProgressLine.onTerminal()) {
            for (ZooPackage model : models) {
                progress.show("verifying " + model.name());
                if (model instanceof UnservedPackage) {
                    table.row(model.name(), "-", "-", "not served: kind " + model.kind(), "-");
                    continue;
                }
                double seconds = evaluated(model, runtime);
                table.row(model.name(), "right", "yes", "yes", "%.1f".formatted(seconds));
            }
        }
        System.out.print(models.isEmpty() ? "No model packages in " + Home.zoo() + "\n" : table);
        refuse(name == null ? zoo.faults() : List.of());
        return ExitStatus.OK;
    }

    private static double evaluated(ZooPackage model, TorchRuntime runtime) throws Failure {
        long start = System.nanoTime();
        try {
            switch (model) {
                case ModelPackage reconstructs -> evaluate(reconstructs, runtime);
                case DeformablePackage deformable -> evaluate(deformable, runtime);
                case AnomalyPackage anomaly -> evaluate(anomaly, runtime);
                case UnservedPackage unserved -> throw new IllegalArgumentException("it is not served");
            }
            return (System.nanoTime() - start) / 1e9;
        } catch (RuntimeException e) {
            String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new Failure("model " + model.name() + " cannot be loaded or evaluated: " + first);
        }
    }

    private static void evaluate(ModelPackage model, TorchRuntime runtime) {
        try (DiffusionReconstructor network = DiffusionReconstructor.open(model, runtime, System::nanoTime)) {
            network.warmUp(LARGE, LARGE, 1);
            network.warmUp(SMALL, LARGE, 1);
        }
    }

    private static void evaluate(DeformablePackage model, TorchRuntime runtime) {
        int slices = model.description().deformable().dimensions() == 3 ? 8 : 1;
        try (FrameSynthesizer networks = FrameSynthesizer.open(model, runtime, System::nanoTime)) {
            networks.warmUp(slices, SMALL, SMALL);
            networks.warmUp(slices, SMALL, 2 * SMALL);
        }
    }

    private static void evaluate(AnomalyPackage model, TorchRuntime runtime) {
        try (AnomalyFinder networks = AnomalyFinder.open(model, runtime, System::nanoTime)) {
            networks.warmUp();
        }
    }

    private static void refuse(List<String> faults) throws Failure {
        if (!faults.isEmpty()) {
            throw new Failure(String.join("; ", faults));
        }
    }
}
