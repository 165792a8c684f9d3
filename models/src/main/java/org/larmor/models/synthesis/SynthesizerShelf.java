package org.larmor.models.synthesis;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.larmor.models.zoo.DeformablePackage;
import org.larmor.models.zoo.ZooWatch;
import org.larmor.models.zoo.ZooWatch.Change;

/**
 * The deformable models that are on the device. A new version takes the place of the old one for whoever chooses after it was loaded
 * and asked once; one that fails is left out, and the old one stays. Who uses a version keeps it; it is freed at the
 * {@link #refresh} after its last use.
 *
 * <p>{@link #refresh} is for one thread; the rest may be called from any.
 */
public final class SynthesizerShelf implements AutoCloseable {
    private final ZooWatch<DeformablePackage> watch;
    private final Function<DeformablePackage, FrameSynthesizer> opener;
    private final Map<String, Version> current = new TreeMap<>();
    private final Map<String, String> faults = new TreeMap<>();
    private final List<Version> outdated = new ArrayList<>();

    private static final class Version {
        private final FrameSynthesizer synthesizer;
        private int users;

        private Version(FrameSynthesizer synthesizer) {
            this.synthesizer = synthesizer;
        }
    }

    /** @param opener loads a model onto the device, or throws with the reason and leaves nothing there */
    public SynthesizerShelf(ZooWatch<DeformablePackage> watch, Function<DeformablePackage, FrameSynthesizer> opener) {
        this.watch = watch;
        this.opener = opener;
    }

    /** A model in use; to be used with {@code try}. */
    public interface Lease extends AutoCloseable {
        FrameSynthesizer synthesizer();

        /** It is not used any more. */
        @Override
        void close();
    }

    /**
     * Takes what is new in the folder, and frees what is not used any more.
     *
     * @return one line for each package that was taken, left out or is gone
     */
    public List<String> refresh() {
        List<String> news = new ArrayList<>();
        for (Change<DeformablePackage> change : look(news)) {
            news.add(
                    switch (change) {
                        case Change.Appeared<DeformablePackage> appeared -> load(appeared.model());
                        case Change.Refused<DeformablePackage> refused -> refuse(refused.name(), refused.reason());
                        case Change.Gone<DeformablePackage> gone -> remove(gone.name());
                    });
        }
        unused().forEach(version -> version.synthesizer.close());
        return news;
    }

    private List<Change<DeformablePackage>> look(List<String> news) {
        try {
            return watch.look();
        } catch (IOException e) {
            news.add("the models cannot be looked for: " + e.getMessage());
            return List.of();
        }
    }

    private String load(DeformablePackage model) {
        try {
            FrameSynthesizer synthesizer = opener.apply(model);
            synchronized (this) {
                faults.remove(model.name());
                retire(current.put(model.name(), new Version(synthesizer)));
            }
            return "model " + model + " is used from now on";
        } catch (RuntimeException e) {
            return refuse(model.name(), String.valueOf(e.getMessage()));
        }
    }

    private synchronized String refuse(String name, String reason) {
        faults.put(name, reason);
        Version stays = current.get(name);
        return "model left out: " + reason + (stays == null ? "" : "; " + stays.synthesizer.model() + " stays in use");
    }

    private synchronized String remove(String name) {
        faults.remove(name);
        retire(current.remove(name));
        return "model " + name + " is gone";
    }

    private synchronized void retire(@Nullable Version old) {
        if (old != null) {
            outdated.add(old);
        }
    }

    private synchronized List<Version> unused() {
        List<Version> unused =
                outdated.stream().filter(version -> version.users == 0).toList();
        outdated.removeAll(unused);
        return unused;
    }

    /**
     * The newest model for pictures of this size.
     *
     * @param name the wished model, or empty for the first that fits
     */
    public synchronized DeformablePackage.Choice choose(String name, int slices, int rows, int columns) {
        List<DeformablePackage> models = current.values().stream()
                .map(version -> version.synthesizer.model())
                .sorted(Comparator.comparing(DeformablePackage::name))
                .toList();
        DeformablePackage.Choice choice = DeformablePackage.choose(models, name, slices, rows, columns);
        return choice.model().isPresent() || faults.isEmpty()
                ? choice
                : new DeformablePackage.Choice(
                        Optional.empty(),
                        choice.reason() + ": " + faults.values().iterator().next());
    }

    /** The model with this digest, whether it is still the newest or not; nothing once it has been freed. */
    public synchronized Optional<Lease> lease(String digest) {
        List<Version> all = new ArrayList<>(current.values());
        all.addAll(outdated);
        return all.stream()
                .filter(version -> version.synthesizer.model().digest().equals(digest))
                .findFirst()
                .map(this::lent);
    }

    private Lease lent(Version version) {
        version.users++;
        return new Lease() {
            private boolean open = true;

            @Override
            public FrameSynthesizer synthesizer() {
                return version.synthesizer;
            }

            @Override
            public void close() {
                synchronized (SynthesizerShelf.this) {
                    version.users -= open ? 1 : 0;
                    open = false;
                }
            }
        };
    }

    /** Frees all. */
    @Override
    public synchronized void close() {
        current.values().forEach(version -> version.synthesizer.close());
        outdated.forEach(version -> version.synthesizer.close());
        current.clear();
        outdated.clear();
    }
}
