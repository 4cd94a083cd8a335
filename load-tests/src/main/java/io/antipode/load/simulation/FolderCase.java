package io.antipode.load.simulation;

import io.antipode.cluster.topology.Region;
import io.antipode.load.simulation.FolderCampaign.Outcome;
import io.antipode.load.simulation.FolderCampaign.Result;
import io.antipode.load.simulation.FolderModel.Standing;
import io.antipode.load.simulation.FolderModel.Written;
import io.antipode.node.bootstrap.repair.RegionFolder;
import io.antipode.node.bootstrap.repair.RegionRepair;
import io.antipode.node.storage.chronicle.ChronicleItemStores;
import io.antipode.node.storage.view.ItemStores;
import io.antipode.replication.disk.DamagedFileException;
import io.antipode.replication.disk.Disk.DiskFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One case of {@link FolderCampaign}. */
final class FolderCase {
  private static final Region SELF = new Region("eu-west-1");
  private static final Region PEER = new Region("us-east-1");
  private static final List<Region> BOTH = List.of(SELF, PEER);
  private static final int CONVERGE_MS = 60_000;
  static final int ALIKE_TICKS = 15;
  private static final int RESERVE_BYTES = 64 << 10;

  /** As long as it takes to see what a start leaves to those who read later. */
  private static final int LOOK_MS = 1_500;

  private final World world;
  private final Draws draws;
  private final SplittableRandom random;
  private final SimulatedNetwork network;
  private final Settings settings;
  private final boolean chronicle;
  private final List<SimulatedTable> tables = new ArrayList<>();
  private final SimulatedTable shared = SimulatedTable.replicated(BOTH);
  private final FolderModel model;
  private final FolderRegion self;
  private final FolderRegion peer;
  private final List<SortedMap<String, byte[]>> copies = new ArrayList<>();
  private final Map<Region, List<SurvivingStores>> stores = new HashMap<>();

  /** Shards whose end, or all of them, may lack what the peer has not. */
  private final Set<Integer> excused = new TreeSet<>();

  private boolean gaveUp;

  /** What can be had again from the archive, in some cases. */
  private final FolderPast past;

  private final boolean backsUp;

  /** Whether the peer stops, too, and its folder lies beside while the repair runs. */
  private final boolean together;

  private final FolderLogs logs = new FolderLogs();

  /** What the last start's log lacks, if anything. */
  private @Nullable String missingInLog;

  private boolean clean;

  /** What the damage took: a file of a log, or nothing where it took more than that. */
  private String struck = "";

  private boolean outcomeNamed;

  /** What the peer had when it was reached again. */
  private Standing peerHad = (table, key) -> null;

  FolderCase(long seed, Path home) {
    world = new World(seed);
    draws = new Draws(seed);
    random = draws.of("case");
    network = new SimulatedNetwork(world);
    // Files that a kill leaves open can't be opened again in the same process.
    chronicle = draws.oneIn("maps", 10);
    together = draws.oneIn("together", 2);
    settings = FolderCampaign.settings(draws);
    model = new FolderModel(draws.of("writes"), chronicle);
    past = new FolderPast(world);
    backsUp = draws.oneIn("backups", 2);
    tables.add(shared);
    if (draws.oneIn("a table alone", 2)) {
      tables.add(SimulatedTable.ofOne(SELF, true));
    }
    self = region(SELF, home.resolve("self"), chronicle);
    peer = region(PEER, home.resolve("peer"), false);
  }

  private FolderRegion region(Region region, Path home, boolean maps) {
    List<SurvivingStores> surviving = new ArrayList<>();
    for (int number = 0; number < SimulatedRegion.SHARDS; number++) {
      surviving.add(new SurvivingStores(draws.of("store " + number + " of " + region)));
    }
    stores.put(region, surviving);
    return new FolderRegion(
        world,
        network,
        region,
        BOTH,
        settings,
        home,
        number ->
            maps
                ? (ItemStores)
                    new ChronicleItemStores(home.resolve("shards/shard-" + number + "/view"))
                : surviving.get(number),
        (shard, powerCut) -> surviving.get(shard.number()).tear(powerCut));
  }

  Result run() throws IOException {
    begin();
    write(200 + random.nextInt(1_500));
    end();
    if (draws.oneIn("an earlier build", 4)) {
      OldSideFiles.leave(self.disk());
    }
    copies.add(new FolderFiles(self.disk(), self.home()).copy());
    FolderDamage damage =
        FolderDamage.strike(new FolderFiles(self.disk(), self.home()), copies, random);
    try {
      return new Result(damage.kind(), damage.how().replaceAll("[0-9]+", "N"), judge(damage));
    } catch (IOException e) {
      throw new Violation(
          "no way out: it served, and does not open any more: "
              + e.getMessage()
              + " ["
              + damage
              + "]",
          e);
    } catch (Violation e) {
      throw new Violation(
          e.getMessage() + " [" + damage + (clean ? " after a stop" : " after a kill") + "]", e);
    }
  }

  private void begin() throws IOException {
    for (FolderRegion each : List.of(self, peer)) {
      each.open();
      try (DiskFile reserve = each.disk().create(FolderRegion.SHARDS + "/reserve")) {
        reserve.write(0, ByteBuffer.allocate(RESERVE_BYTES));
      }
      for (SimulatedTable table : tables) {
        if (table.isIn(each.region())) {
          each.table(table.descriptor());
        }
      }
    }
    await();
  }

  /** Both write, one stops and starts in between, and its folder is copied now and then. */
  private void write(int ms) throws IOException {
    int stopAt = random.nextInt(3) == 0 ? random.nextInt(ms) : -1;
    int cutAt = random.nextInt(2) == 0 ? ms - random.nextInt(200) : -1;
    int copyAt = random.nextInt(ms);
    int backUpAt = backsUp ? random.nextInt(ms) : -1;
    boolean keeps = cutAt < 0 || backUpAt + 5 < cutAt;
    for (int now = 0; now < ms; now += 5) {
      for (int i = random.nextInt(4); i > 0; i--) {
        model.writeTo(random.nextInt(3) == 0 ? peer : self, shared);
        if (tables.size() > 1) {
          model.writeTo(self, tables.getLast());
        }
      }
      world.runMs(5);
      if (now <= copyAt && copyAt < now + 5) {
        copies.add(new FolderFiles(self.disk(), self.home()).copy());
        touchMetadata();
      }
      if (now <= stopAt && stopAt < now + 5) {
        self.stop();
        copies.add(new FolderFiles(self.disk(), self.home()).copy());
        self.open();
      }
      if (now <= cutAt && cutAt < now + 5) {
        cut();
      }
      if (keeps && now <= backUpAt && backUpAt < now + 5) {
        keepPast(draws.of("past"));
      }
    }
  }

  /** Backups, and a moment of a table with point-in-time recovery. */
  private void keepPast(SplittableRandom chance) {
    await(); // What arrived later would belong to the past as well.
    SimulatedTable table = tables.get(chance.nextInt(tables.size()));
    if (chance.nextBoolean()) {
      past.begin(self, table);
      past.backUp(self, tables.getFirst());
      for (int i = 0; i < 20; i++) {
        model.writeTo(self, table);
        world.runMs(5);
      }
      await();
      past.moment(self, table);
    } else {
      past.backUp(self, table);
    }
  }

  /** So that an older copy of it is another one. */
  private void touchMetadata() {
    for (SimulatedTable table : tables) {
      self.table(
          table
              .descriptor()
              .withLocal(table.descriptor().local().withDeletionProtection(!table.isReplicated())));
    }
  }

  private void cut() {
    network.cut(SELF, PEER);
    network.cut(PEER, SELF);
  }

  private void end() {
    world.runMs(random.nextInt(100));
    logs.note(self);
    boolean order = chronicle || random.nextInt(3) == 0;
    clean = order;
    if (order) {
      self.stop();
    } else {
      self.die(settings.fsync() && random.nextBoolean());
    }
    cut();
    world.runMs(3_000); // The peer takes what was under way.
  }

  /** Starts the region alone; null where it serves, else the damage that it names. */
  private @Nullable String refusal() {
    try {
      self.open();
    } catch (IOException e) {
      String said = String.valueOf(e.getMessage());
      if (Causes.damageIn(e) != null || said.contains("metadata file")) {
        return said;
      }
      throw new Violation("damage: refused without a name: " + said, e);
    }
    world.runMs(LOOK_MS);
    missingInLog = FolderLogs.missing(self, logs);
    Exception failure = self.failed();
    if (failure == null) {
      return null;
    }
    self.die(false);
    DamagedFileException named = Causes.damageIn(failure);
    if (named == null) {
      throw new Violation("damage: it stops without a name: " + failure, failure);
    }
    return String.valueOf(named.getMessage());
  }

  private Outcome judge(FolderDamage damage) throws IOException {
    Outcome outcome;
    String refusal = refusal();
    if (refusal == null) {
      outcome = look(damage);
    } else {
      repair(damage);
      String again = refusal();
      if (again != null) {
        throw new Violation("no way out: " + again);
      }
      outcome = excused.isEmpty() && !gaveUp ? Outcome.NAMED : Outcome.NAMED_AND_LOST;
    }
    if (!past.isWhole(self, outcome != Outcome.WHOLE)) {
      outcome = giveUpPast(damage);
    }
    converge();
    require(outcome);
    self.stop();
    peer.stop();
    return outcome;
  }

  /** It serves without its peer: is all there that it acknowledged, and that streams had? */
  private Outcome look(FolderDamage damage) {
    Standing found = FolderCampaign.contents(self, tables);
    String lost = null;
    for (SimulatedTable table : tables) {
      if (self.node().table(table.name()) == null) {
        throw new Violation("damage: " + table.name() + " is gone without a word");
      }
      String missing = model.missing(table, SELF, found, (any, write) -> false);
      lost = missing == null ? lost : "unnoticed, and lost is " + missing;
    }
    if (lost == null && self.damages().isEmpty() && missingInLog != null) {
      lost = "streams lack, without a word, " + missingInLog;
    }
    if (lost == null) {
      return self.damages().isEmpty() ? Outcome.WHOLE : Outcome.NAMED;
    }
    if (clean || !damage.isOfAnEnd()) {
      throw new Violation("damage: " + lost);
    }
    for (int number = 0; number < SimulatedRegion.SHARDS; number++) {
      if (damage.path().equals("shards/journal") || damage.path().contains("-" + number + "/")) {
        excused.add(number);
      }
    }
    return Outcome.TORN_END;
  }

  /** What is damaged in the archive is named, and stands in nobody's way; a repair takes it out. */
  private Outcome giveUpPast(FolderDamage damage) throws IOException {
    self.stop();
    repair(damage);
    String refusal = refusal();
    if (refusal != null) {
      throw new Violation("no way out: " + refusal);
    }
    past.forgetWhatIsGone(self);
    if (!past.isWhole(self, true)) {
      throw new Violation("no way out: " + self.damages());
    }
    return Outcome.NAMED_AND_LOST;
  }

  private void repair(FolderDamage damage) throws IOException {
    outcomeNamed = true;
    struck = damage.path().contains("/log/") ? damage.path() : "";
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    List<RegionFolder> beside = List.of();
    if (together) {
      peer.stop();
      beside = List.of(peer.folder());
    }
    RegionRepair repair = new RegionRepair(self.folder(), beside, out);
    repair.run(false, false);
    if (said.toString().contains("--lose")) {
      gaveUp = true;
      boolean done = repair.run(true, false);
      if (done && !damage.isOfJournal()) {
        throw new Violation("no way out: it loses without being asked to: " + said);
      }
    }
    boolean whole = repair.run(true, gaveUp);
    if (!whole) {
      throw new Violation("no way out: " + damage + ": " + said);
    }
    for (int number = 0; number < SimulatedRegion.SHARDS; number++) {
      boolean torn =
          said.toString().contains("damaged/shards/journal")
              && damage.path().contains("shard-" + number + "/");
      if (torn || said.toString().contains("shard-" + number + " begins anew")) {
        excused.add(number);
      }
    }
    if (together) {
      peer.open();
    }
    if (damage.tookBothCopies() || damage.isOfJournal()) {
      excused.addAll(List.of(0, 1));
    }
  }

  private void converge() throws IOException {
    peerHad = FolderCampaign.contents(peer, tables);
    network.heal();
    await();
    for (int i = 0; i < 20; i++) {
      model.writeTo(self, shared);
      model.writeTo(peer, shared);
      world.runMs(20);
    }
    await();
    self.die(false); // What was written since must be there after the next start, too.
    self.open();
    await();
  }

  private void await() {
    String here = "";
    String there = "";
    int alike = 0;
    for (int ms = 0; ms < CONVERGE_MS; ms += 100) {
      world.runMs(100);
      if (self.failed() != null || peer.failed() != null) {
        throw new Violation("restart: stopped: " + self.failed() + ", " + peer.failed());
      }
      if (self.serves(List.of(shared)) && peer.serves(List.of(shared))) {
        here = FolderCampaign.digests(self, shared);
        there = FolderCampaign.digests(peer, shared);
        // Digests know nothing of deletions: those have some time more to arrive.
        alike = here.equals(there) ? alike + 1 : 0;
        if (alike == ALIKE_TICKS) {
          return;
        }
      }
    }
    throw new Violation(
        "convergence: %s and %s: %s is %s"
            .formatted(here, there, shared.name(), self.node().table(shared.name())));
  }

  /** What a peer had, or the folder still has, is there in the end. */
  private void require(Outcome outcome) {
    for (FolderRegion each : List.of(self, peer)) {
      Standing found = FolderCampaign.contents(each, tables);
      for (SimulatedTable table : tables) {
        if (table.isIn(each.region())) {
          String missing = model.missing(table, null, found, (of, write) -> excuses(of, write));
          if (missing != null) {
            throw new Violation(
                "winner: lost in %s after %s: %s".formatted(each.region(), outcome, missing));
          }
        }
      }
    }
  }

  private boolean excuses(SimulatedTable table, Written write) {
    if (!excused.contains(write.shard().number()) || !write.region().equals(SELF)) {
      return false;
    }
    boolean here = !table.isReplicated() || (together && !model.stands(table, write, peerHad));
    if (here && outcomeNamed && logs.isReadable(write, struck)) {
      return false; // The log has it, and nobody else.
    }
    return !table.isReplicated() || !model.stands(table, write, peerHad);
  }
}
