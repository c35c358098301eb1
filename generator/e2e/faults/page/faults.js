document.cookie = "seeded=fault";
localStorage.seeded = "fault";
throw new Error("seeded fault");
