package org.umbriel.benchmarks.workload;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Statements on an in-memory database: H2's parser, optimiser, indexes, aggregates, storage. */
final class SqlWorkload implements Workload {
  private static final int CUSTOMERS = 100;
  private static final int ORDERS = 1_000;
  private static final List<String> QUERIES =
      List.of(
          "SELECT c.region, COUNT(*), SUM(o.amount), MAX(o.placed) FROM customer c"
              + " JOIN orders o ON o.customer = c.id GROUP BY c.region ORDER BY c.region",
          "SELECT c.name, o.amount FROM customer c LEFT JOIN orders o ON o.customer = c.id"
              + " AND o.amount > 900 WHERE c.name LIKE 'name 1%' ORDER BY 2 DESC NULLS LAST, 1",
          "SELECT id, amount, RANK() OVER (PARTITION BY customer ORDER BY amount DESC, id) r"
              + " FROM orders WHERE customer BETWEEN 10 AND 40 ORDER BY customer, r",
          "WITH big AS (SELECT customer, SUM(amount) total FROM orders GROUP BY customer"
              + " HAVING SUM(amount) > 4000) SELECT c.name, b.total FROM big b"
              + " JOIN customer c ON c.id = b.customer ORDER BY b.total DESC, c.name",
          "SELECT UPPER(SUBSTRING(note, 1, 6)), COUNT(DISTINCT customer) FROM orders"
              + " WHERE note NOT LIKE '%7' GROUP BY UPPER(SUBSTRING(note, 1, 6)) ORDER BY 1",
          "SELECT size, AVG(amount) FROM (SELECT amount, CASE WHEN amount < 250 THEN 'low'"
              + " WHEN amount < 750 THEN 'middle' ELSE 'high' END AS size FROM orders)"
              + " GROUP BY size ORDER BY size",
          "SELECT EXTRACT(MONTH FROM placed), COUNT(*) FROM orders WHERE EXISTS (SELECT 1 FROM"
              + " customer c WHERE c.id = orders.customer AND c.region = 'north')"
              + " GROUP BY EXTRACT(MONTH FROM placed) ORDER BY 1");

  private final Connection connection;

  SqlWorkload() throws SQLException {
    connection = DriverManager.getConnection("jdbc:h2:mem:");
  }

  @Override
  public long once() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("DROP ALL OBJECTS");
      statement.execute(
          "CREATE TABLE customer (id INT PRIMARY KEY, name VARCHAR(40) NOT NULL, region VARCHAR(10))");
      statement.execute(
          "CREATE TABLE orders (id INT PRIMARY KEY, customer INT REFERENCES customer(id),"
              + " amount DECIMAL(10, 2), placed DATE, note VARCHAR(60))");
      statement.execute("CREATE INDEX by_customer ON orders(customer, amount)");
      fill();
      long checksum = 0;
      for (String query : QUERIES) {
        try (ResultSet rows = statement.executeQuery(query)) {
          checksum = 31 * checksum + checksum(rows);
        }
      }
      checksum = 31 * checksum + lookUp();
      checksum =
          31 * checksum
              + statement.executeUpdate("UPDATE orders SET amount = amount * 1.1 WHERE id % 3 = 0");
      return 31 * checksum + statement.executeUpdate("DELETE FROM orders WHERE amount < 100");
    }
  }

  private void fill() throws SQLException {
    try (PreparedStatement customer =
        connection.prepareStatement("INSERT INTO customer VALUES (?, ?, ?)")) {
      for (int i = 0; i < CUSTOMERS; i++) {
        customer.setInt(1, i);
        customer.setString(2, "name " + i);
        customer.setString(3, i % 3 == 0 ? "north" : "south");
        customer.addBatch();
      }
      customer.executeBatch();
    }
    for (int i = 0; i < ORDERS; i++) {
      try (Statement insert = connection.createStatement()) {
        insert.execute(
            String.format(
                "INSERT INTO orders VALUES (%d, %d, %d.50, DATE '2024-%02d-%02d', 'note %d')",
                i, i * 7 % CUSTOMERS, i * 37 % 1_000, 1 + i % 12, 1 + i % 28, i));
      }
    }
  }

  private long lookUp() throws SQLException {
    long checksum = 0;
    try (PreparedStatement select =
        connection.prepareStatement("SELECT amount, note FROM orders WHERE id = ?")) {
      for (int i = 0; i < ORDERS; i++) {
        select.setInt(1, i * 31 % ORDERS);
        try (ResultSet rows = select.executeQuery()) {
          checksum = 31 * checksum + checksum(rows);
        }
      }
    }
    return checksum;
  }

  private static long checksum(ResultSet rows) throws SQLException {
    long checksum = 0;
    int columns = rows.getMetaData().getColumnCount();
    while (rows.next()) {
      for (int column = 1; column <= columns; column++) {
        checksum = 31 * checksum + String.valueOf(rows.getString(column)).hashCode();
      }
    }
    return checksum;
  }
}
