package io.antipode.node.region;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One statement at a time, through true shards. Tables are those of {@link LoneRegion}. */
final class ExecuteStatementTest {
  private Statements statements;

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    statements = new Statements(folder);
  }

  @Test
  void anItemThatIsInsertedIsSelectedByItsKey() {
    assertEquals("{'Items':[]}", execute("INSERT INTO hash VALUE {'id': 'a', 'n': 1.50}"));
    assertEquals(
        "{'Items':[{'id':{'S':'a'},'n':{'N':'1.5'}}]}",
        execute("SELECT * FROM hash WHERE id = 'a'"));
    assertEquals("{'Items':[]}", execute("SELECT * FROM \"hash\" WHERE id = 'b'"));
  }

  private String execute(String statement) {
    return statements.execute(statement);
  }
}
