package org.larmor.app.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.larmor.app.cli.BadInput;
import org.larmor.app.cli.ExitStatus;
import org.larmor.app.cli.Failure;
import org.larmor.app.cli.Group;
import org.larmor.app.cli.JsonOption;
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
import org.larmor.models.zoo.Trust;
import org.larmor.models.zoo.UnservedPackage;
import org.larmor.models.zoo.ZooPackage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code larmor models}: the model packages that the service can choose from; each one's digest is checked. */
@Group("Look after it")
@Command(
        name = "models",
        description = {"Looks after the packages of the models.", "", "Without a command, it lists them."},
        footer = {"./larmor models", "./larmor models show brain-small"})
public final class ModelsCommand implements Callable<Integer> {
    private static final int LARGE = 192;
    private static final int SMALL = 96;

    @Mixin
    private final JsonOption answer = new JsonOption();

    @Override
    public Integer call() throws Failure {
        return list(answer);
    }

    @Command(
            name = "list",
            description = "Lists the packages, and checks their digests.",
            footer = "./larmor models list")
    int list(@Mixin JsonOption answer) throws Failure {
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
        answer.give(
                zoo.all().stream().map(ModelCard::fields).toList(),
                zoo.all().isEmpty() ? "No model packages in " + Home.zoo() + "\n" : table);
        refuse(zoo.faults());
        return ExitStatus.OK;
    }

    @Command(
            name = "show",
            description = "Says what a model was trained on and how good it is.",
            footer = "./larmor models show brain-small")
    int show(
            @Parameters(paramLabel = "NAME", description = "name of a model package") String name,
            @Mixin JsonOption answer)
            throws BadInput, Failure {
        ZooPackage model = NamedModel.ofAnyKind(ModelZoo.read(Home.zoo()), name);
        answer.give(ModelCard.allFields(model), ModelCard.of(model));
        return ExitStatus.OK;
    }

    @Command(
            name = "verify",
            description = "Checks digests, and loads and evaluates each network.",
            footer = {"./larmor models verify", "./larmor models verify brain-small"})
    int verify(
            @Parameters(
                            paramLabel = "NAME",
                            arity = "0..1",
                            description = "name of a model package (default: every model)")
                    @Nullable
                    String name,
            @Mixin JsonOption answer)
            throws BadInput, Failure {
        ModelZoo zoo = ModelZoo.read(Home.zoo());
        List<? extends ZooPackage> models = name == null ? zoo.all() : List.of(NamedModel.ofAnyKind(zoo, name));
        List<Verified> verified = new ArrayList<>();
        try (TorchRuntime runtime = Device.start();
                ProgressLine progress = ProgressLine.onTerminal()) {
            for (ZooPackage model : models) {
                progress.show("verifying " + model.name());
                verified.add(new Verified(
                        model.name(),
                        model.version(),
                        model.kind(),
                        model instanceof UnservedPackage ? null : evaluated(model, runtime)));
            }
        }
        answer.give(
                verified, models.isEmpty() ? "No model packages in " + Home.zoo() + "\n" : Verified.table(verified));
        refuse(name == null ? zoo.faults() : List.of());
        return ExitStatus.OK;
    }

    @Command(
            name = "sign",
            description = {
                "Signs a package with a key of Ed25519.",
                "",
                "It is looked at first, whether it is whole. Whoever names the public key in models.trustedKeys, or "
                        + "in LARMOR_TRUSTED_KEYS, loads signed packages only."
            },
            footer = {
                "./larmor models sign brain-small --key key.pem",
                "# a pair of keys",
                "openssl genpkey -algorithm ed25519 -out key.pem",
                "openssl pkey -in key.pem -pubout -out trusted.pem"
            })
    int sign(
            @Parameters(paramLabel = "NAME", description = "name of a model package") String name,
            @Option(names = "--key", paramLabel = "FILE.pem", required = true, description = "private key") Path key)
            throws BadInput, Failure, IOException {
        ZooPackage model = NamedModel.ofAnyKind(ModelZoo.read(Home.zoo(), Trust.ANYBODY), name);
        Trust.sign(Home.zoo().resolve(model.name()), key);
        System.out.println(model + " is signed");
        return ExitStatus.OK;
    }

    /** A package that is whole; {@code seconds} of loading and evaluating it, null for one of a kind that is not served. */
    record Verified(
            String model,
            String version,
            String kind,
            @Nullable Double seconds) {
        static Table table(List<Verified> all) {
            Table table = new Table("model", "digest", "loads", "evaluates", "seconds");
            for (Verified each : all) {
                if (each.seconds == null) {
                    table.row(each.model, "-", "-", "not served: kind " + each.kind, "-");
                } else {
                    table.row(each.model, "right", "yes", "yes", "%.1f".formatted(each.seconds));
                }
            }
            return table;
        }
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
        int slices = model.description().deformable().dimensions() == 3 ? 3 : 1;
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
