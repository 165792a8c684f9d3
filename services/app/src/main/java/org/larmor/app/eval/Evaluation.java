package org.larmor.app.eval;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.larmor.app.cli.BadInput;
import org.larmor.recon.flow.Method;
import org.larmor.recon.reconstruct.DiffusionStep;

/** Every method on every case, and BART where it is installed. */
public final class Evaluation {
    private final ServiceMethods service;
    private final List<Method> methods;
    private final Optional<Bart> bart;

    /**
     * @param models closed by the caller
     * @param model name of a model package, or empty for whichever fits
     * @param samples posterior samples; 0 leaves it to the model
     */
    public Evaluation(List<Method> methods, DiffusionStep models, String model, int samples, long seed) {
        this(methods, new ServiceMethods(models, model, samples, seed), Bart.onPath());
    }

    Evaluation(List<Method> methods, ServiceMethods service, Optional<Bart> bart) {
        this.service = service;
        this.methods = List.copyOf(methods);
        this.bart = bart;
    }

    /**
     * Runs it.
     *
     * @param about is told before each method, with how many cases are done and what comes
     */
    public EvalReport run(List<PlannedCase> cases, BiConsumer<Integer, String> about)
            throws BadInput, IOException, InterruptedException {
        List<EvalRow> rows = new ArrayList<>();
        Set<String> notes = new LinkedHashSet<>();
        if (bart.isEmpty()) {
            notes.add("BART is not on the PATH, so its columns are missing.");
        }
        for (int done = 0; done < cases.size(); done++) {
            PlannedCase planned = cases.get(done);
            about.accept(done, planned.label());
            EvalCase evalCase = planned.loader().load();
            for (Method method : methods) {
                if (method == Method.LOW_RANK_SPARSE && !evalCase.isCine()) {
                    notes.add(method.label() + " on " + evalCase.name()
                            + ": left out, a scan of one frame has none to take together (it would be l1-wavelet).");
                    continue;
                }
                about.accept(done, planned.label() + ", " + method.label());
                for (EvalRow row : service.rows(evalCase, method)) {
                    rows.add(row);
                    if (!row.remark().isEmpty()) {
                        notes.add(row.method() + " on " + row.name() + ": " + row.remark() + ".");
                    }
                }
            }
            if (bart.isPresent()) {
                about.accept(done, planned.label() + ", BART");
                try {
                    rows.addAll(bart.get().rows(evalCase));
                } catch (IOException e) {
                    notes.add("BART on " + planned.label() + ": " + e.getMessage() + ".");
                }
            }
        }
        return new EvalReport(rows, List.copyOf(notes));
    }
}
