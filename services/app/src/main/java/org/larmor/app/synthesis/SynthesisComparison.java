package org.larmor.app.synthesis;

import java.util.List;
import java.util.function.Consumer;
import org.larmor.core.domain.RealVolume;
import org.larmor.models.synthesis.FrameSynthesizer;
import org.larmor.models.tensor.TorchRuntime;
import org.larmor.models.zoo.DeformablePackage;

/** Every case with every method: no motion, the linear blend, and the models in each of their forms. */
public final class SynthesisComparison {
    private final TorchRuntime runtime;
    private final SynthesisEvaluation evaluation;

    /** @param samples of the latent, for the coverage; 0 for none */
    public SynthesisComparison(TorchRuntime runtime, int samples, long seed) {
        this.runtime = runtime;
        this.evaluation = new SynthesisEvaluation(samples, seed);
    }

    /** @param progress is told what is being done. @throws IllegalArgumentException if a case cannot be used; one line */
    public SynthesisReport run(List<SynthesisCase> cases, List<DeformablePackage> models, Consumer<String> progress) {
        var report = new SynthesisReport();
        cases.forEach(each -> evaluation.withoutNetworks(each).forEach(report::add));
        for (DeformablePackage model : models) {
            try (FrameSynthesizer synthesizer = FrameSynthesizer.open(model, runtime, System::nanoTime)) {
                for (SynthesisCase each : cases) {
                    if (!fits(model, each)) {
                        continue;
                    }
                    progress.accept(model.name() + ": " + each.name());
                    report.add(evaluation.of(model.name(), synthesizer, true, each));
                    if (model.description().deformable().bidirectional()) {
                        String paper = model.name() + ", source alone";
                        report.add(evaluation.of(paper, synthesizer, false, each));
                    }
                }
            }
        }
        return report;
    }

    private static boolean fits(DeformablePackage model, SynthesisCase each) {
        RealVolume picture = each.source();
        return model.unfit(picture.slices(), picture.rows(), picture.columns()).isEmpty();
    }
}
