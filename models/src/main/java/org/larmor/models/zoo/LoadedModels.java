package org.larmor.models.zoo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.larmor.models.zoo.ZooWatch.Change;

/**
 * The models of one kind that are on the device. A new version takes the place of the old one for whoever chooses after it was loaded
 * and asked once; one that fails is left out, and the old one stays. Who uses a version keeps it; it is freed at the
 * {@link #refresh} after its last use.
 *
 * <p>{@link #refresh} is for one thread; the rest may be called from any.
 */
public final class LoadedModels<P extends ZooPackage, M extends LoadedModels.Loaded<P>> implements AutoCloseable {
    private final ZooWatch<P> watch;
    private final Function<P, M> opener;
    private final Map<String, Version<M>> current = new TreeMap<>();
    private final Map<String, String> faults = new TreeMap<>();
    private final List<Version<M>> outdated = new ArrayList<>();

    /** A package on the device. */
    public interface Loaded<P extends ZooPackage> extends AutoCloseable {
        P model();

        /** Frees it. */
        @Override
        void close();
    }

    private static final class Version<M> {
        private final M model;
        private int users;

        private Version(M model) {
            this.model = model;
        }
    }

    /** @param opener loads a model onto the device, or throws with the reason and leaves nothing there */
    public LoadedModels(ZooWatch<P> watch, Function<P, M> opener) {
        this.watch = watch;
        this.opener = opener;
    }

    /** A model in use; to be used with {@code try}. */
    public interface Lease<M> extends AutoCloseable {
        M model();

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
        for (Change<P> change : look(news)) {
            news.add(
                    switch (change) {
                        case Change.Appeared<P> appeared -> load(appeared.model());
                        case Change.Refused<P> refused -> refuse(refused.name(), refused.reason());
                        case Change.Gone<P> gone -> remove(gone.name());
                    });
        }
        unused().forEach(version -> version.model.close());
        return news;
    }

    private List<Change<P>> look(List<String> news) {
        try {
            return watch.look();
        } catch (IOException e) {
            news.add("the models cannot be looked for: " + e.getMessage());
            return List.of();
        }
    }

    private String load(P model) {
        try {
            M loaded = opener.apply(model);
            synchronized (this) {
                faults.remove(model.name());
                retire(current.put(model.name(), new Version<>(loaded)));
            }
            return "model " + model + " is used from now on";
        } catch (RuntimeException e) {
            return refuse(model.name(), String.valueOf(e.getMessage()));
        }
    }

    private synchronized String refuse(String name, String reason) {
        faults.put(name, reason);
        Version<M> stays = current.get(name);
        return "model left out: " + reason + (stays == null ? "" : "; " + stays.model.model() + " stays in use");
    }

    private synchronized String remove(String name) {
        faults.remove(name);
        retire(current.remove(name));
        return "model " + name + " is gone";
    }

    private synchronized void retire(@Nullable Version<M> old) {
        if (old != null) {
            outdated.add(old);
        }
    }

    private synchronized List<Version<M>> unused() {
        List<Version<M>> unused =
                outdated.stream().filter(version -> version.users == 0).toList();
        outdated.removeAll(unused);
        return unused;
    }

    /** The newest version of each model, in the order of their names. */
    public synchronized List<P> models() {
        return current.values().stream().map(version -> version.model.model()).toList();
    }

    /** Why a package was left out: the first such line, or nothing. */
    public synchronized Optional<String> fault() {
        return faults.values().stream().findFirst();
    }

    /** The model with this digest, whether it is still the newest or not; nothing once it has been freed. */
    public synchronized Optional<Lease<M>> lease(String digest) {
        List<Version<M>> all = new ArrayList<>(current.values());
        all.addAll(outdated);
        return all.stream()
                .filter(version -> version.model.model().digest().equals(digest))
                .findFirst()
                .map(this::lent);
    }

    private Lease<M> lent(Version<M> version) {
        version.users++;
        return new Lease<>() {
            private boolean open = true;

            @Override
            public M model() {
                return version.model;
            }

            @Override
            public void close() {
                synchronized (LoadedModels.this) {
                    version.users -= open ? 1 : 0;
                    open = false;
                }
            }
        };
    }

    /** Frees all. */
    @Override
    public synchronized void close() {
        current.values().forEach(version -> version.model.close());
        outdated.forEach(version -> version.model.close());
        current.clear();
        outdated.clear();
    }
}
